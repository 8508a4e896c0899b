// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/synced_folder.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace eventscope::log {

Result<> syncFolder(const std::filesystem::path& folder)
{
    const auto path = folder.empty() ? std::filesystem::path(".") : folder;
    const int opened = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return failure(
            Fault::Unavailable, path.string() + ": the folder cannot be opened (" + std::strerror(errno) + ")");
    const bool isSynced = ::fsync(opened) == 0;
    ::close(opened);
    return isSynced ? Result<>() : failure(Fault::Unavailable, path.string() + ": the folder cannot be synced");
}

Result<> makePrivateFolder(const std::filesystem::path& folder)
{
    std::error_code problem;
    if (std::filesystem::is_directory(folder, problem))
        return {};
    if (std::filesystem::exists(folder, problem))
        return failure(Fault::Invalid, folder.string() + ": this is a file; a session log is a folder");
    std::filesystem::create_directories(folder, problem);
    if (!problem)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    if (!problem)
        return {};
    const auto code = problem.value();
    const auto fault = code == EACCES || code == EPERM || code == EROFS ? Fault::Denied
        : code == ENOSPC                                                ? Fault::Full
        : code == ENOTDIR                                               ? Fault::Invalid
                                                                        : Fault::Unavailable;
    return failure(fault, folder.string() + ": the folder cannot be made (" + problem.message() + ")");
}

} // namespace eventscope::log
