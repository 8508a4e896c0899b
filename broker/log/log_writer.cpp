// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/log_writer.h"

#include "broker/log/recording_writer.h"
#include "broker/log/segmented_writer.h"

namespace eventscope::log {

Result<std::unique_ptr<LogWriter>> LogWriter::open(const LogOptions& options, const Names& names)
{
    if (options.layout == LogOptions::Layout::Recording)
        return RecordingWriter::open(options, names);
    return SegmentedWriter::open(options, names);
}

} // namespace eventscope::log
