// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "windows/posix_sockets.hpp"
