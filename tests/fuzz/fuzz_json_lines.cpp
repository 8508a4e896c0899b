// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "broker/event/batch_builder.h"
#include "broker/event/json_lines.h"
#include "tests/fuzz/must_hold.h"

using namespace eventscope;

namespace {

std::string written(const JsonLine& line)
{
    static Names names;
    BatchBuilder builder(names);
    builder.addAt(line.position.value_or(Position()), line.event, names.connections.intern(line.connection));
    std::string text;
    appendJsonLine(text, EventView(*builder.take(), 0), names);
    return text;
}

} // namespace

/// What can be read is written, read and written again as the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto line = parseJsonLine({reinterpret_cast<const char*>(data), size});
    if (!line)
        return 0;
    const auto first = written(*line);
    const auto again = parseJsonLine(first);
    fuzz::mustHold(again.has_value(), "a written line can be read", first, again ? std::string() : again.error().what);
    const auto second = written(*again);
    fuzz::mustHold(first == second, "a line comes back byte-identical", first, second);
    fuzz::mustHold(first.find('\n') == first.size() - 1, "a line is one line", first);
    return 0;
}
