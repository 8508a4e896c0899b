// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/broker_registry.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace eventscope::socket {

Result<BrokerRegistry> BrokerRegistry::claim(std::filesystem::path folder)
{
    if (auto ready = runtime::prepare(folder); !ready)
        return tl::unexpected(ready.error());
    const auto file = folder / runtime::LockFile;
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return failure(Fault::Denied, "lock file " + file.string() + ": " + std::strerror(errno));
    // A lock of the open file, not of the process: two sessions in one process exclude each other too.
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (::fcntl(descriptor, F_OFD_SETLK, &lock) != 0) {
        ::close(descriptor);
        const auto running = runtime::findBroker(folder);
        return failure(Fault::Unavailable,
            "another Eventscope of this user owns " + folder.string()
                + (running && running->pid > 0 ? " (process " + std::to_string(running->pid) + ")" : std::string()));
    }
    BrokerRegistry registry(std::move(folder), descriptor);
    registry.withdraw(); // what a crashed owner left behind
    return registry;
}

BrokerRegistry::BrokerRegistry(std::filesystem::path folder, int lock)
    : m_folder(std::move(folder))
    , m_lock(lock)
{
}

BrokerRegistry::BrokerRegistry(BrokerRegistry&& other) noexcept
    : m_folder(std::move(other.m_folder))
    , m_lock(std::exchange(other.m_lock, -1))
{
}

BrokerRegistry& BrokerRegistry::operator=(BrokerRegistry&& other) noexcept
{
    std::swap(m_folder, other.m_folder);
    std::swap(m_lock, other.m_lock);
    return *this;
}

BrokerRegistry::~BrokerRegistry()
{
    if (m_lock < 0)
        return;
    withdraw();
    ::close(m_lock); // the lock file stays: removing it would let two programs hold two locks of that name
}

Result<> BrokerRegistry::announce(const BrokerEndpoints& endpoints)
{
    const nlohmann::json document{
        {"publish", endpoints.publish},
        {"subscribe", endpoints.subscribe},
        {"ipc", endpoints.ipc},
        {"pid", ::getpid()},
    };
    const auto target = m_folder / runtime::BrokerFile;
    auto draft = target;
    draft += ".new";
    std::ofstream file(draft, std::ios::trunc);
    file << document.dump() << '\n';
    file.close();
    std::error_code error;
    if (file)
        std::filesystem::rename(draft, target, error);
    if (!file || error)
        return failure(Fault::Full, "file " + target.string() + " cannot be written: free space there");
    return {};
}

void BrokerRegistry::withdraw() noexcept
{
    std::error_code absent;
    std::filesystem::remove(m_folder / runtime::BrokerFile, absent);
    for (const auto* name : {"publish", "subscribe"}) { // libzmq leaves them
        const auto socket = m_folder / name;
        if (std::filesystem::is_socket(socket, absent))
            std::filesystem::remove(socket, absent);
    }
}

} // namespace eventscope::socket
