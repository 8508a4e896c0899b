// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/log_reader.h"

#include "broker/log/file_log_reader.h"

namespace eventscope::log {

Result<std::unique_ptr<LogReader>> LogReader::open(const std::filesystem::path& path, Names& names)
{
    return FileLogReader::open(path, names);
}

} // namespace eventscope::log
