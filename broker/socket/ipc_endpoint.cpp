// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/ipc_endpoint.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace eventscope::socket {
namespace {

/// Whether a program accepts connections there.
bool isServed(const sockaddr_un& address)
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return true; // unknown: better not to take it away
    const auto* raw = reinterpret_cast<const sockaddr*>(&address); // what the sockets API asks for
    const int result = ::connect(descriptor, raw, sizeof address);
    const int error = errno;
    ::close(descriptor);
    return result == 0 || (error != ECONNREFUSED && error != ENOENT);
}

} // namespace

Result<std::string> clearIpcEndpoint(const std::filesystem::path& path)
{
    const auto text = path.string();
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (text.size() >= sizeof address.sun_path)
        return failure(Fault::Invalid,
            "ipc endpoint " + text + ": the path is longer than " + std::to_string(sizeof address.sun_path - 1)
                + " bytes: set XDG_RUNTIME_DIR to a shorter one");
    std::copy(text.begin(), text.end(), address.sun_path);

    struct stat facts = {};
    if (::lstat(text.c_str(), &facts) == 0) {
        if (!S_ISSOCK(facts.st_mode))
            return failure(
                Fault::Invalid, "ipc endpoint " + text + ": a file that is no socket stands there: remove it");
        if (isServed(address))
            return failure(Fault::Unavailable, "ipc endpoint " + text + " is in use by a program that runs");
        ::unlink(text.c_str());
    }
    return "ipc://" + text;
}

} // namespace eventscope::socket
