// SPDX-License-Identifier: Apache-2.0

// A station with an agent of the test's choosing, in the place of `wsconform station`.

#include "harness/station/station.hpp"

int main(int count, char** arguments) {
    if (count < 3) return 2;
    wsconform::StationOptions options;
    options.directory = arguments[1];
    options.agent_command = arguments[2];
    return wsconform::run_station(options, 0, 1);
}
