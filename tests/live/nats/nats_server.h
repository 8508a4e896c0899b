// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <string>

namespace eventscope::live {

/// A real nats-server on a free loopback port, ended with the object.
class NatsServer {
public:
    NatsServer() = default;
    ~NatsServer() { stop(); }
    NatsServer(const NatsServer&) = delete;
    NatsServer& operator=(const NatsServer&) = delete;

    /// Where the program is; empty where it is not installed.
    [[nodiscard]] static QString program()
    {
        const auto found = QStandardPaths::findExecutable(QStringLiteral("nats-server"));
        return found.isEmpty()
            ? QStandardPaths::findExecutable(QStringLiteral("nats-server"), {QStringLiteral("/usr/sbin")})
            : found;
    }

    /// Starts it with lines of its configuration language; false where it does not come up within 15 s.
    [[nodiscard]] bool start(const QString& configuration = {})
    {
        if (m_port == 0)
            m_port = freePort();
        QFile file(m_folder.filePath(QStringLiteral("server.conf")));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write((QStringLiteral("listen: \"127.0.0.1:%1\"\n").arg(m_port) + configuration).toUtf8());
        file.close();
        m_configuration = configuration;
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program(), {QStringLiteral("-c"), file.fileName()});
        if (!m_process.waitForStarted(10'000))
            return false;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 15'000 && m_process.state() == QProcess::Running) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
            if (socket.waitForConnected(1000) && socket.waitForReadyRead(5000))
                return true;
            m_process.waitForFinished(50);
        }
        return false;
    }
    /// Starts it again on the same port.
    [[nodiscard]] bool startAgain() { return start(m_configuration); }
    void stop()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished(10'000);
    }
    /// What the server wrote.
    [[nodiscard]] QByteArray output() { return m_process.readAll(); }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] std::string url(const std::string& subjects = {}) const
    {
        return "nats://127.0.0.1:" + std::to_string(m_port) + (subjects.empty() ? "" : "/" + subjects);
    }
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }

    [[nodiscard]] static quint16 freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress(QHostAddress::LocalHost));
        return server.serverPort();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_configuration;
    quint16 m_port = 0;
};

} // namespace eventscope::live
