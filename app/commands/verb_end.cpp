// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/verb_end.h"

#include "app/commands/interruption.h"

namespace eventscope::app::commands {

int endOf(const Result<int>& code, Notices& notices)
{
    if (code)
        return Interruption::exitCode(*code);
    if (!code.error().what.empty())
        notices.error(sentence(code.error().what));
    return Interruption::exitCode(exitCodeFor(code.error().fault));
}

} // namespace eventscope::app::commands
