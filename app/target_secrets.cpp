// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/target_secrets.h"

#include <QEventLoop>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>

#include <termios.h>
#include <unistd.h>

#include "app/secret_store.h"

namespace eventscope::app {
namespace {

constexpr std::chrono::seconds KeyringPatience{10};

/// Turns the echo of the terminal off while it lives.
class NoEcho {
public:
    NoEcho()
    {
        m_isChanged = tcgetattr(STDIN_FILENO, &m_before) == 0;
        if (!m_isChanged)
            return;
        auto silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~NoEcho()
    {
        if (m_isChanged)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios m_before{};
    bool m_isChanged = false;
};

Result<std::string> readPasswordFile(const std::string& file)
{
    std::ifstream stream(file);
    std::string password;
    if (!stream)
        return failure(Fault::NotFound, "--password-file: '" + file + "' cannot be opened.");
    std::getline(stream, password);
    if (!password.empty() && password.back() == '\r')
        password.pop_back();
    if (password.empty())
        return failure(Fault::Invalid, "--password-file: the first line of '" + file + "' is empty.");
    return password;
}

std::string askForPassword(const std::string& who)
{
    std::cerr << "Password for " << who << ": " << std::flush;
    std::string password;
    {
        const NoEcho silence;
        std::getline(std::cin, password);
    }
    std::cerr << "\n";
    return password;
}

bool hasSecret(const ConnectorConfig& config, const Manifest& manifest)
{
    return std::any_of(manifest.config.begin(), manifest.config.end(),
        [&](const ConfigKey& key) { return key.isSecret && !config.value(key.key).empty(); });
}

} // namespace

ConnectorConfig withKeyringSecrets(const ConnectorConfig& config, const Manifest& manifest)
{
    if (std::none_of(manifest.config.begin(), manifest.config.end(), [](const ConfigKey& key) { return key.isSecret; }))
        return config;
    const auto store = makeSecretStore();
    std::optional<ConnectorConfig> complete;
    QObject context;
    QEventLoop loop;
    addSecrets(*store, manifest, config, &context, [&](ConnectorConfig found) {
        complete = std::move(found);
        loop.quit();
    });
    if (!complete) {
        QTimer::singleShot(KeyringPatience, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return complete.value_or(config);
}

Result<> addPassword(ConnectorConfig& config, const Manifest& manifest, const std::string& passwordFile)
{
    const bool takesPassword = manifest.findKey("password") != nullptr;
    if (!passwordFile.empty()) {
        if (!takesPassword)
            return failure(Fault::Invalid, "--password-file: " + manifest.name + " takes no password.");
        auto password = readPasswordFile(passwordFile);
        if (!password)
            return tl::unexpected(password.error());
        config.values["password"] = *std::move(password);
        return {};
    }
    const bool wantsPassword = takesPassword && !config.value("user").empty() && !hasSecret(config, manifest);
    if (!wantsPassword)
        return {};
    if (const char* password = std::getenv("EVENTSCOPE_PASSWORD"); password != nullptr && *password != '\0')
        config.values["password"] = password;
    else if (isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1)
        config.values["password"] = askForPassword(config.value("user") + " on " + config.name);
    return {};
}

} // namespace eventscope::app
