// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/health_check.h"

#include <QEventLoop>
#include <QStandardPaths>
#include <QTimer>

#include <array>
#include <cstdlib>
#include <filesystem>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/command_pages.h"
#include "app/options.h"
#include "app/preferences.h"
#include "app/secret_store.h"
#include "broker/plugin/runtime_folder.h"

namespace eventscope::app::commands {
namespace {

using Status = HealthCheck::Status;
constexpr std::array<std::uint16_t, 3> DefaultPorts{5570, 5571, 5572};
constexpr std::chrono::seconds KeyringPatience{3};

bool isPortFree(std::uint16_t port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    const int reuse = 1; // as the broker does: a port in TIME_WAIT is free
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof(reuse));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void* raw = &address;
    const bool isFree = ::bind(descriptor, static_cast<const sockaddr*>(raw), sizeof(address)) == 0;
    ::close(descriptor);
    return isFree;
}

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

HealthCheck checkFolder(const std::string& name, const std::filesystem::path& folder, const std::string& variable)
{
    std::error_code ignored;
    auto existing = folder;
    while (
        !std::filesystem::exists(existing, ignored) && existing.has_parent_path() && existing != existing.parent_path())
        existing = existing.parent_path();
    if (!std::filesystem::is_directory(existing, ignored))
        return {name, Status::Fail, existing.string() + " is in the way: it is no folder.",
            "Move it away, or set " + variable + "."};
    if (::access(existing.c_str(), W_OK | X_OK) != 0)
        return {name, Status::Fail, existing.string() + " cannot be written.",
            "Change its rights, or set " + variable + " to a folder of yours."};
    return {name, Status::Ok, folder.string() + (existing == folder ? " can be written." : " can be made."), {}};
}

} // namespace

HealthCheck checkLibraries()
{
    auto page = versionPage();
    const auto line = page.rfind("libraries: ");
    page = page.substr(line + std::string_view("libraries: ").size());
    page.pop_back();
    return {"libraries", Status::Ok, page + ".", {}};
}

HealthCheck checkPorts()
{
    if (const auto running = runtime::findBroker())
        return {"ports", Status::Ok,
            "A broker runs for this user (process " + std::to_string(running->pid) + "): publish to " + running->publish
                + ", subscribe to " + running->subscribe + ".",
            {}};
    std::string taken;
    for (const auto port : DefaultPorts) {
        if (!isPortFree(port))
            taken += (taken.empty() ? "" : ", ") + std::to_string(port);
    }
    if (taken.empty())
        return {"ports", Status::Ok, "5570, 5571 and 5572 are free.", {}};
    return {"ports", Status::Warn, "Another program has port " + taken + "; the broker will take the next free ones.",
        "Find the program with 'ss -ltnp', or name ports with 'eventscope broker --publish-port'."};
}

std::vector<HealthCheck> checkPlugins(catalog::Catalog& catalog)
{
    std::vector<HealthCheck> checks;
    bool hasUsable = false;
    for (const auto& entry : catalog.entries()) {
        const auto id = entry.manifest.id.empty() ? entry.file.filename().string() : entry.manifest.id;
        auto problem = entry.problem;
        if (problem.empty()) {
            if (const auto factory = catalog.factory(entry.manifest.id); !factory)
                problem = factory.error().what;
        }
        hasUsable = hasUsable || problem.empty();
        if (problem.empty())
            checks.push_back({"plugin " + id, Status::Ok, entry.file.string() + " is loaded.", {}});
        else
            checks.push_back({"plugin " + id, Status::Warn, problem, "Remove or rebuild " + entry.file.string() + "."});
    }
    if (!hasUsable)
        checks.push_back({"plugins", Status::Fail, "No plugin can be used, so nothing can be connected to.",
            "Install the program whole, or name the folder of the plugins in EVENTSCOPE_PLUGIN_PATH."});
    return checks;
}

HealthCheck checkKeyring()
{
    const auto store = makeSecretStore();
    QObject context;
    QEventLoop loop;
    bool hasAnswered = false;
    std::string problem;
    store->read(QStringLiteral("doctor"), &context, [&](const Result<std::optional<std::string>>& answer) {
        hasAnswered = true;
        if (!answer)
            problem = answer.error().what;
        loop.quit();
    });
    if (!hasAnswered) {
        QTimer::singleShot(KeyringPatience, &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (hasAnswered && problem.empty() && store->isLasting())
        return {"keyring", Status::Ok, "The keyring of the desktop keeps passwords.", {}};
    if (!hasAnswered)
        problem = "The keyring does not answer.";
    else if (problem.empty())
        problem = store->explanation().toStdString();
    return {"keyring", Status::Warn, problem,
        "Passwords are asked for each time, or read with --password-file. Install and start gnome-keyring or KWallet "
        "to keep them."};
}

HealthCheck checkDisplay()
{
    const auto wayland = environment("WAYLAND_DISPLAY");
    const auto x11 = environment("DISPLAY");
    if (!wayland.empty())
        return {"display", Status::Ok, "Wayland, " + wayland + ".", {}};
    if (!x11.empty())
        return {"display", Status::Ok, "X11, " + x11 + ".", {}};
    return {"display", Status::Warn, "There is no display: the console cannot open its window. The verbs work.",
        "Log in on a desktop, or use 'ssh -X'."};
}

std::vector<HealthCheck> checkFolders()
{
    std::vector<HealthCheck> checks;
    checks.push_back(checkFolder("configuration", configFolder().toStdString(), "XDG_CONFIG_HOME"));
    if (const auto keeping = keepingOptions(CommandLine()))
        checks.push_back(checkFolder("data", keeping->dataFolder, "XDG_DATA_HOME"));
    checks.push_back(checkFolder("runtime", runtime::folder(), "XDG_RUNTIME_DIR"));
    return checks;
}

HealthCheck checkNatsServer()
{
    auto found = QStandardPaths::findExecutable(QStringLiteral("nats-server"));
    if (found.isEmpty())
        found = QStandardPaths::findExecutable(QStringLiteral("nats-server"), {QStringLiteral("/usr/sbin")});
    if (!found.isEmpty())
        return {"nats-server", Status::Ok, found.toStdString() + " is here for trials with NATS.", {}};
    return {"nats-server", Status::Warn,
        "nats-server is not installed; it is needed only for trials with NATS on this machine.",
        "apt install nats-server"};
}

} // namespace eventscope::app::commands
