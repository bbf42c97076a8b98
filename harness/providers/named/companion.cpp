// SPDX-License-Identifier: Apache-2.0

// What a DLL needs beside it. Its answer is an error code, by which it is known.

extern "C" __declspec(dllexport) int companion_answer() {
    constexpr int wsasysnotready = 10091;
    return wsasysnotready;
}
