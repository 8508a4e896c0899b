// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/plugin/runtime_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace eventscope::runtime {
namespace {

/// Whether the folder is a real one of this user. A link or a foreign folder would let others answer for the broker.
Result<> checkOwner(const std::filesystem::path& folder)
{
    struct stat facts = {};
    if (::lstat(folder.c_str(), &facts) != 0)
        return failure(Fault::Invalid, "folder " + folder.string() + ": " + std::strerror(errno));
    if (S_ISLNK(facts.st_mode))
        return failure(
            Fault::Denied, "folder " + folder.string() + " is a link: remove it, a real folder is needed there");
    if (!S_ISDIR(facts.st_mode))
        return failure(Fault::Invalid, folder.string() + " is not a folder: remove it or set XDG_RUNTIME_DIR");
    if (facts.st_uid != ::geteuid())
        return failure(Fault::Denied,
            "folder " + folder.string() + " belongs to another user: set XDG_RUNTIME_DIR to one of yours");
    return {};
}

/// Asks who holds the lock without taking it, so that asking never gets in the way of a program that claims.
bool isLocked(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return false;
    struct flock question = {};
    question.l_type = F_WRLCK;
    question.l_whence = SEEK_SET;
    const bool isAnswered = ::fcntl(descriptor, F_OFD_GETLK, &question) == 0;
    ::close(descriptor);
    return isAnswered && question.l_type != F_UNLCK;
}

std::string textMember(const nlohmann::json& object, const char* name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::filesystem::path folder()
{
    const char* runtimeFolder = std::getenv("XDG_RUNTIME_DIR"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    std::error_code error;
    if (runtimeFolder != nullptr && runtimeFolder[0] == '/' && std::filesystem::is_directory(runtimeFolder, error))
        return std::filesystem::path(runtimeFolder) / "eventscope";
    auto temporary = std::filesystem::temp_directory_path(error);
    if (error)
        temporary = "/tmp";
    return temporary / ("eventscope-" + std::to_string(::geteuid()));
}

Result<> prepare(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder.parent_path(), error); // mkdir below says what is wrong
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return failure(Fault::Invalid, "folder " + folder.string() + " cannot be made: " + std::strerror(errno));
    if (auto owned = checkOwner(folder); !owned)
        return owned;
    if (::chmod(folder.c_str(), S_IRWXU) != 0)
        return failure(
            Fault::Denied, "folder " + folder.string() + " cannot be closed to others: " + std::strerror(errno));
    return {};
}

Result<RunningBroker> findBroker(const std::filesystem::path& folder)
{
    constexpr auto noBroker =
        "no broker of this user runs: start one with 'eventscope broker', or open the console with 'eventscope'";
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(folder, error)))
        return failure(Fault::Unavailable, noBroker);
    if (auto owned = checkOwner(folder); !owned)
        return tl::unexpected(owned.error());
    if (!isLocked(folder / LockFile))
        return failure(Fault::Unavailable, noBroker);

    std::ostringstream text;
    text << std::ifstream(folder / BrokerFile).rdbuf();
    const auto document = nlohmann::json::parse(text.str(), nullptr, false);
    RunningBroker broker;
    if (document.is_object()) {
        broker.publish = textMember(document, "publish");
        broker.subscribe = textMember(document, "subscribe");
        broker.ipc = textMember(document, "ipc");
        if (const auto pid = document.find("pid"); pid != document.end() && pid->is_number_integer())
            broker.pid = pid->get<std::int64_t>();
    }
    if (broker.publish.empty() || broker.subscribe.empty())
        return failure(Fault::Unavailable, "the broker of this user does not listen yet: try again in a moment");
    return broker;
}

} // namespace eventscope::runtime
