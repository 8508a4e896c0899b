// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/recording_copy.h"

#include <algorithm>

#include "broker/log/batch_packer.h"
#include "broker/log/recording_writer.h"

namespace eventscope::log {
namespace {

constexpr std::size_t PageEvents = 4096;

/// Copies page by page; the writer is closed by the caller.
Result<> copyEvents(
    LogReader& from, LogWriter& to, Position first, Position last, const std::function<bool(double)>& progress)
{
    const auto start = std::max(first, from.first());
    const auto end = std::min(last, from.last());
    for (auto next = start; next && next <= end;) {
        const auto wanted = std::min<std::uint64_t>(PageEvents, end.value() - next.value() + 1);
        const auto page = from.read(next, static_cast<std::size_t>(wanted));
        if (!page)
            return tl::unexpected(page.error());
        if ((*page)->size() == 0)
            break;
        // Where there are holes a page reaches beyond the end.
        const auto batch = (*page)->last() <= end ? *page : BatchPacker::upTo(**page, end);
        if (batch->size() == 0)
            break;
        if (auto appended = to.append(*batch); !appended)
            return appended;
        if (auto committed = to.commit(); !committed)
            return committed;
        next = batch->last() + 1;
        const auto done =
            static_cast<double>(next.value() - start.value()) / static_cast<double>(end.value() - start.value() + 1);
        if (progress && !progress(std::min(1.0, done)))
            return failure(Fault::Unavailable, "Saving was stopped.");
    }
    return {};
}

} // namespace

Result<> copyToRecording(LogReader& from, const Names& names, const std::filesystem::path& path, Position first,
    Position last, const std::function<bool(double)>& progress)
{
    std::error_code absent;
    if (std::filesystem::exists(path, absent))
        return failure(Fault::Invalid, path.string() + ": the file is there already; choose another name");
    LogOptions options;
    options.path = path;
    options.layout = LogOptions::Layout::Recording;
    options.durability = LogOptions::Durability::Fast; // the end is synced once, when it is closed
    auto writer = RecordingWriter::open(options, names, Segment::Gaps::AreKnown);
    if (!writer)
        return tl::unexpected(writer.error());
    auto copied = copyEvents(from, **writer, first, last, progress);
    auto closed = (*writer)->close();
    if (!copied) {
        std::error_code ignored;
        for (const char* const part : {"", "-wal", "-shm", "-mark", "-lock"})
            std::filesystem::remove(path.string() + part, ignored);
        return copied;
    }
    return closed;
}

} // namespace eventscope::log
