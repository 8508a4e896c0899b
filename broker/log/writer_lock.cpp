// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/writer_lock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace eventscope::log {
namespace {

/// A lock of the open file, not of the process: a second writer in this process is refused as well.
struct flock wholeFile()
{
    struct flock lock { };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

std::string readPid(int file)
{
    std::array<char, 24> text{};
    const auto size = ::pread(file, text.data(), text.size(), 0);
    std::string pid(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!pid.empty() && (pid.back() < '0' || pid.back() > '9'))
        pid.pop_back();
    return pid.empty() ? "unknown" : pid;
}

bool isStillAt(int file, const std::filesystem::path& path)
{
    struct stat opened { };
    struct stat named { };
    return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino
        && opened.st_dev == named.st_dev;
}

tl::unexpected<Error> openFailure(const std::filesystem::path& path)
{
    const auto fault = errno == EACCES || errno == EPERM || errno == EROFS ? Fault::Denied
        : errno == ENOSPC                                                  ? Fault::Full
        : errno == ENOENT                                                  ? Fault::NotFound
                                                                           : Fault::Unavailable;
    return failure(fault, path.string() + ": the lock file cannot be made (" + std::strerror(errno) + ")");
}

} // namespace

WriterLock::WriterLock(int file, std::filesystem::path path)
    : m_file(file)
    , m_path(std::move(path))
{
}

WriterLock::~WriterLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
    , m_path(std::move(other.m_path))
{
}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_path, other.m_path);
    return *this;
}

Result<WriterLock> WriterLock::take(const std::filesystem::path& path)
{
    while (true) {
        const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (file < 0)
            return openFailure(path);
        WriterLock lock(file, path);
        auto wanted = wholeFile();
        if (::fcntl(file, F_OFD_SETLK, &wanted) != 0) {
            return failure(Fault::Denied,
                path.string() + ": the log is being written by process " + readPid(file)
                    + "; end it or choose another path");
        }
        // The writer before may have removed the file between our open and our lock.
        if (!isStillAt(file, path))
            continue;
        const auto pid = std::to_string(::getpid()) + "\n";
        if (::ftruncate(file, 0) != 0 || ::pwrite(file, pid.data(), pid.size(), 0) < 0)
            return openFailure(path);
        return lock;
    }
}

void WriterLock::release()
{
    if (m_file < 0)
        return;
    ::unlink(m_path.c_str());
    ::close(std::exchange(m_file, -1));
}

bool WriterLock::isHeld(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return false;
    auto asked = wholeFile();
    const bool isHeld = ::fcntl(file, F_OFD_GETLK, &asked) == 0 && asked.l_type != F_UNLCK;
    ::close(file);
    return isHeld;
}

} // namespace eventscope::log
