// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// QVERIFY for a Result: prints its error. Evaluates its argument once.
#define VERIFY_RESULT(result)                                                                                          \
    do {                                                                                                               \
        const auto& checked = (result);                                                                                \
        QVERIFY2(checked.has_value(), checked.has_value() ? "" : checked.error().what.c_str());                        \
    } while (false)
