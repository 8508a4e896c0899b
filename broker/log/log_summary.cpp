// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <utility>

#include "broker/log/log_check.h"

namespace eventscope::log {
namespace {

constexpr std::size_t RowsAtOnce = 50'000; // some 20 ms: shorter than what would hold a writer up

using SummaryKey = std::pair<ConnectionId, ChannelId>;

void addTo(LogReader::ChannelSummary& summary, const StoredRow& row)
{
    const auto time = fromNanoseconds(row.eventNs == INT64_MIN ? row.observedNs : row.eventNs);
    constexpr std::size_t Payload = 8;
    ++summary.events;
    summary.payloadBytes += row.slices[Payload] ? row.slices[Payload]->size() : 0;
    summary.first = summary.first == NoTime ? time : std::min(summary.first, time);
    summary.last = std::max(summary.last, time);
}

} // namespace

Result<std::vector<LogReader::ChannelSummary>> summaryOf(
    const std::vector<SegmentFile*>& files, const std::function<bool(double)>& progress)
{
    std::map<SummaryKey, LogReader::ChannelSummary> sums;
    std::uint64_t all = 1;
    for (const auto* const file : files)
        all += file->extent().events;
    std::uint64_t done = 0;
    for (auto* const file : files) {
        std::optional<std::uint64_t> next = 0;
        while (next && file->extent().events != 0) {
            auto scanned = file->scan(*next, RowsAtOnce, [&](const SegmentFile::Row& read) {
                ++done;
                const auto event = file->named(read.row);
                if (!event || read.row.kind == static_cast<std::int64_t>(EventKind::Gap))
                    return;
                auto& summary = sums[{event->connection, event->channel}];
                summary.connection = event->connection;
                summary.channel = event->channel;
                addTo(summary, read.row);
            });
            if (!scanned)
                return tl::unexpected(scanned.error());
            next = *scanned;
            if (progress && !progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(all))))
                return failure(Fault::Unavailable, "The summary was stopped.");
        }
    }
    std::vector<LogReader::ChannelSummary> found;
    for (const auto& [key, summary] : sums)
        found.push_back(summary);
    return found;
}

} // namespace eventscope::log
