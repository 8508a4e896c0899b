// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>
#include <memory>

#include <sys/types.h>

namespace eventscope::black_box {

constexpr int Deadline = 60'000; // ms: a loaded machine, under sanitizers

/// How a call ended.
struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// The built program in a home of its own, so that no file of the user is touched.
class Sandbox {
public:
    Sandbox()
    {
        for (const auto* folder : {"home", "config", "data", "run"})
            QDir(m_folder.path()).mkdir(QString::fromLatin1(folder));
        QFile::setPermissions(path("run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    [[nodiscard]] QProcessEnvironment environment() const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), path("home"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path("config"));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), path("data"));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), path("run"));
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
        environment.remove(QStringLiteral("EVENTSCOPE_PASSWORD"));
        environment.remove(QStringLiteral("EVENTSCOPE_PLUGIN_PATH")); // the plugins beside the program are enough
        return environment;
    }

    /// Starts the program; the caller ends it.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList& words) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(environment());
        process->setWorkingDirectory(m_folder.path());
        process->start(QStringLiteral(EVENTSCOPE_BINARY), words);
        process->waitForStarted(Deadline);
        return process;
    }

    /// Runs the program to its end.
    [[nodiscard]] Outcome run(const QStringList& words, const QByteArray& input = {}) const
    {
        const auto process = start(words);
        process->write(input);
        process->closeWriteChannel();
        return finish(*process);
    }

    [[nodiscard]] static Outcome finish(QProcess& process)
    {
        if (!process.waitForFinished(Deadline)) {
            process.kill();
            process.waitForFinished();
            return {-2, process.readAllStandardOutput(), process.readAllStandardError()};
        }
        const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return {code, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    void write(const char* name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (file.open(QFile::WriteOnly))
            file.write(bytes);
    }
    [[nodiscard]] QByteArray read(const char* name) const
    {
        QFile file(path(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
};

/// Waits until the error channel of a process holds a text; what was read.
inline QByteArray waitForError(QProcess& process, const QByteArray& text)
{
    QElapsedTimer timer;
    timer.start();
    QByteArray read;
    process.setReadChannel(QProcess::StandardError);
    while (!read.contains(text) && timer.elapsed() < Deadline) {
        process.waitForReadyRead(100);
        read += process.readAllStandardError();
        if (process.state() == QProcess::NotRunning)
            break;
    }
    return read;
}

/// Waits until standard output holds a number of lines; what was read.
inline QByteArray waitForLines(QProcess& process, int lines)
{
    QElapsedTimer timer;
    timer.start();
    QByteArray read;
    process.setReadChannel(QProcess::StandardOutput);
    while (read.count('\n') < lines && timer.elapsed() < Deadline) {
        process.waitForReadyRead(100);
        read += process.readAllStandardOutput();
        if (process.state() == QProcess::NotRunning)
            break;
    }
    return read;
}

inline Outcome signalAndFinish(QProcess& process, int number)
{
    ::kill(static_cast<pid_t>(process.processId()), number);
    return Sandbox::finish(process);
}

/// A running `eventscope broker` on free ports.
class Broker {
public:
    explicit Broker(const Sandbox& sandbox)
        : m_process(sandbox.start({QStringLiteral("broker"), QStringLiteral("--publish-port"), QStringLiteral("0"),
            QStringLiteral("--subscribe-port"), QStringLiteral("0")}))
        , m_ready(QJsonDocument::fromJson(waitForLines(*m_process, 1)).object())
    {
    }
    ~Broker()
    {
        if (m_process->state() != QProcess::NotRunning)
            signalAndFinish(*m_process, SIGTERM);
    }
    Broker(const Broker&) = delete;
    Broker& operator=(const Broker&) = delete;

    [[nodiscard]] const QJsonObject& ready() const { return m_ready; }
    [[nodiscard]] QProcess& process() { return *m_process; }

private:
    std::unique_ptr<QProcess> m_process;
    QJsonObject m_ready;
};

} // namespace eventscope::black_box
