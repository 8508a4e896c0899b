// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

#include "broker/event/batch_builder.h"
#include "broker/log/log_reader.h"
#include "broker/log/log_writer.h"
#include "tests/fuzz/must_hold.h"

using namespace eventscope;

namespace {

std::filesystem::path makeFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "eventscope-fuzz-XXXXXX").string();
    fuzz::mustHold(::mkdtemp(pattern.data()) != nullptr, "a folder can be made");
    return pattern;
}

/// A whole recording with a gap, a tombstone, headers and fields.
std::string makeRecording(const std::filesystem::path& path)
{
    Names names;
    log::LogOptions options;
    options.path = path;
    options.layout = log::LogOptions::Layout::Recording;
    auto writer = log::LogWriter::open(options, names);
    fuzz::mustHold(writer.has_value(), "a recording can be made");
    const std::vector<Header> headers{{"h", "1"}, {"n", std::nullopt}};
    const std::vector<Field> fields{{"f.n", std::uint64_t{5}}};
    for (const std::uint64_t first : {1U, 100U}) {
        BatchBuilder builder(names);
        for (int i = 0; i < 80; ++i) {
            IncomingEvent event;
            event.channel = i % 2 == 0 ? "orders" : "payments";
            event.type = "order.created";
            event.id = "id-1";
            event.key = "4711";
            event.headers = headers;
            event.fields = fields;
            if (i % 7 != 0)
                event.payload = R"({"total":129.9})";
            builder.add(event, names.connections.intern("fuzz"), fromNanoseconds(1'700'000'000'000'000'000 + i));
        }
        auto batch = builder.take();
        batch->numberFrom(Position(first));
        fuzz::mustHold((*writer)->append(*batch).has_value(), "a batch can be appended");
    }
    fuzz::mustHold((*writer)->close().has_value(), "a recording can be closed");
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A recording is larger than what a fuzzer likes to change, so the input is a list of edits: an offset of three bytes,
/// counted from the end where the highest bit is set, and the byte that goes there. An odd first byte cuts the file.
std::string edited(std::string content, const std::uint8_t* data, std::size_t size)
{
    for (std::size_t at = 1; at + 4 <= size; at += 4) {
        const std::size_t number = data[at] | static_cast<std::size_t>(data[at + 1]) << 8
            | static_cast<std::size_t>(data[at + 2] & 0x7FU) << 16;
        const auto offset = number % content.size();
        content[(data[at + 2] & 0x80U) != 0 ? content.size() - 1 - offset : offset] = static_cast<char>(data[at + 3]);
    }
    if (size >= 3 && data[0] % 2 == 1)
        content.resize(content.size() * (data[1] | static_cast<std::size_t>(data[2]) << 8) / 65'536);
    return content;
}

} // namespace

/// Whatever a file holds, it is refused with a reason or read to its end; a changed one is never called whole.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto folder = makeFolder();
    static const auto path = folder / "x.eventscope";
    static const auto whole = makeRecording(path);
    if (size == 0)
        return 0;
    const auto content = edited(whole, data, size);
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(content.data(), static_cast<std::streamsize>(content.size()));

    Names names;
    auto reader = log::LogReader::open(path, names);
    if (!reader) {
        fuzz::mustHold(!reader.error().what.empty(), "a refusal has a reason");
        return 0;
    }
    Position next(1);
    for (int pages = 0; pages < 8; ++pages) {
        const auto page = (*reader)->read(next, 50);
        if (!page || (*page)->size() == 0)
            break;
        for (std::size_t i = 0; i < (*page)->size(); ++i) {
            for (const auto& header : EventView(**page, i).headers())
                static_cast<void>(header.name.size());
            static_cast<void>(EventView(**page, i).fields().size());
        }
        next = (*page)->last() + 1;
    }
    static_cast<void>((*reader)->readChannels(Position(200), 20, log::LogReader::Direction::Backward, {"orders"}));
    static_cast<void>((*reader)->positionAt(fromNanoseconds(1'700'000'000'000'000'050)));
    static_cast<void>((*reader)->summarise(nullptr));
    const auto report = (*reader)->verify(nullptr);
    fuzz::mustHold(content == whole || !report || !report->isWhole(), "a changed recording is not whole");
    return 0;
}
