// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <string>

namespace eventscope::live {

/// An authority and what it signs, made with the `openssl` command.
class Certificates {
public:
    enum class Valid { Now, Expired };

    Certificates()
    {
        m_isGood = authority(QStringLiteral("ca")) && authority(QStringLiteral("stranger"))
            && issue(QStringLiteral("good"), QStringLiteral("IP:127.0.0.1"), Valid::Now)
            && issue(QStringLiteral("expired"), QStringLiteral("IP:127.0.0.1"), Valid::Expired)
            && issue(QStringLiteral("other"), QStringLiteral("DNS:other.example"), Valid::Now)
            && issue(QStringLiteral("client"), QStringLiteral("DNS:client.example"), Valid::Now);
    }

    [[nodiscard]] bool isGood() const { return m_isGood; }
    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    /// A server's TLS block.
    [[nodiscard]] QString block(const QString& name, bool wantsClient = false) const
    {
        auto text =
            QStringLiteral("tls { cert_file: \"%1/%2.pem\", key_file: \"%1/%2.key\"").arg(m_folder.path(), name);
        if (wantsClient)
            text += QStringLiteral(", ca_file: \"%1/ca.pem\", verify: true").arg(m_folder.path());
        return text + QStringLiteral(" }\n");
    }

private:
    [[nodiscard]] bool run(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished(30'000) && process.exitCode() == 0;
    }
    [[nodiscard]] static QStringList newKey(const QString& name)
    {
        return {QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
            QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"), QStringLiteral("-keyout"),
            name + QStringLiteral(".key"), QStringLiteral("-subj"), QStringLiteral("/CN=") + name};
    }
    [[nodiscard]] bool authority(const QString& name) const
    {
        return run(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-days"),
                       QStringLiteral("30"), QStringLiteral("-out"), name + QStringLiteral(".pem")}
            + newKey(name));
    }
    [[nodiscard]] bool issue(const QString& name, const QString& alternativeName, Valid valid) const
    {
        QFile extensions(m_folder.filePath(name + QStringLiteral(".ext")));
        if (!extensions.open(QIODevice::WriteOnly))
            return false;
        extensions.write((QStringLiteral("subjectAltName=") + alternativeName).toUtf8());
        extensions.close();
        return run(QStringList{QStringLiteral("req"), QStringLiteral("-out"), name + QStringLiteral(".csr")}
                   + newKey(name))
            && run(
                {QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), name + QStringLiteral(".csr"),
                    QStringLiteral("-CA"), QStringLiteral("ca.pem"), QStringLiteral("-CAkey"), QStringLiteral("ca.key"),
                    QStringLiteral("-CAcreateserial"), QStringLiteral("-out"), name + QStringLiteral(".pem"),
                    QStringLiteral("-extfile"), extensions.fileName(), QStringLiteral("-days"),
                    valid == Valid::Now ? QStringLiteral("30") : QStringLiteral("-1")});
    }

    QTemporaryDir m_folder;
    bool m_isGood = false;
};

} // namespace eventscope::live
