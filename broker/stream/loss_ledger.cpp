// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/stream/loss_ledger.h"

namespace eventscope::stream {
namespace {

constexpr std::array<LossDescription, LossKinds> Descriptions{{
    {"intake_full", "A source sent faster than the session could take its events.",
        "Subscribe to fewer channels, or close other work on this machine."},
    {"flow_lane", "The window fell behind the stream and skipped events; the log still has them.",
        "Scroll back to read them from the log, or filter by fewer channels."},
    {"log_lane", "The log fell behind a source that cannot wait.",
        "Use a faster disk for the log, raise the RAM budget, or subscribe to fewer channels."},
    {"analysis_lane", "Rates and volume fell behind; the log still has the events.",
        "Subscribe to fewer channels; the figures recover by themselves."},
    {"consumer_lane", "The output of a command was read too slowly.",
        "Read faster, write to a file, or use record instead of tail."},
    {"log_refused", "The log could not store events: the disk is full or failed.",
        "Free space on the disk or lower the disk budget; recording resumes by itself."},
    {"client_drop", "The client library dropped events before Eventscope saw them.",
        "Subscribe to fewer channels, or raise the pending limits of the connection."},
    {"unreadable", "Bytes arrived that do not follow the protocol of their connection.",
        "Check that the program on the other side speaks this protocol and version."},
    {"too_large", "An event was larger than the limit for one event.",
        "Raise the size limit of the connection if such events are wanted."},
}};

} // namespace

const LossDescription& describe(Loss loss) { return Descriptions.at(static_cast<std::size_t>(loss)); }

LossLedger::Counts LossLedger::counts() const
{
    Counts counts{};
    for (std::size_t i = 0; i < LossKinds; ++i)
        counts[i] = m_counts[i].load(std::memory_order_relaxed);
    return counts;
}

} // namespace eventscope::stream
