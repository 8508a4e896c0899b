// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <openssl/evp.h>

namespace eventscope::live {

/// An Ed25519 key pair in the text form of NATS, made anew for a test, and the JWTs that it signs.
class NatsIdentity {
public:
    enum class Kind : std::uint8_t { Account = 0, Operator = 14 << 3, User = 20 << 3 };

    [[nodiscard]] static NatsIdentity make(Kind kind)
    {
        NatsIdentity identity;
        identity.m_kind = kind;
        EVP_PKEY* raw = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        identity.m_key.reset(raw, &EVP_PKEY_free);
        return identity;
    }

    [[nodiscard]] std::string publicKey() const
    {
        std::vector<std::uint8_t> bytes(33);
        bytes[0] = static_cast<std::uint8_t>(m_kind);
        std::size_t size = 32;
        EVP_PKEY_get_raw_public_key(m_key.get(), bytes.data() + 1, &size);
        return encoded(bytes);
    }
    [[nodiscard]] std::string seed() const
    {
        constexpr unsigned Seed = 18 << 3;
        const auto kind = static_cast<unsigned>(m_kind);
        std::vector<std::uint8_t> bytes(34);
        bytes[0] = static_cast<std::uint8_t>(Seed | (kind >> 5));
        bytes[1] = static_cast<std::uint8_t>((kind & 31U) << 3);
        std::size_t size = 32;
        EVP_PKEY_get_raw_private_key(m_key.get(), bytes.data() + 2, &size);
        return encoded(bytes);
    }

    /// A JWT, version 2, about `subject`, signed by this identity.
    [[nodiscard]] std::string sign(const std::string& subject, const std::string& name, QJsonObject nats) const
    {
        nats.insert(QStringLiteral("version"), 2);
        const QJsonObject header{
            {QStringLiteral("typ"), QStringLiteral("JWT")}, {QStringLiteral("alg"), QStringLiteral("ed25519-nkey")}};
        const QJsonObject claims{{QStringLiteral("jti"), QString::fromStdString(subject)},
            {QStringLiteral("iat"), 1'700'000'000}, {QStringLiteral("iss"), QString::fromStdString(publicKey())},
            {QStringLiteral("name"), QString::fromStdString(name)},
            {QStringLiteral("sub"), QString::fromStdString(subject)}, {QStringLiteral("nats"), nats}};
        const QByteArray signedText = base64(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.'
            + base64(QJsonDocument(claims).toJson(QJsonDocument::Compact));
        std::array<std::uint8_t, 64> signature{};
        std::size_t size = signature.size();
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get());
        EVP_DigestSign(context.get(), signature.data(), &size,
            reinterpret_cast<const std::uint8_t*>(signedText.constData()), static_cast<std::size_t>(signedText.size()));
        const QByteArray bytes(reinterpret_cast<const char*>(signature.data()), static_cast<qsizetype>(size));
        const QByteArray token = signedText + '.' + base64(bytes);
        return token.toStdString();
    }

private:
    [[nodiscard]] static QByteArray base64(const QByteArray& bytes)
    {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    /// With its checksum, in base32.
    [[nodiscard]] static std::string encoded(std::vector<std::uint8_t> bytes)
    {
        unsigned crc = 0;
        for (const auto byte : bytes) {
            crc ^= static_cast<unsigned>(byte) << 8;
            for (int bit = 0; bit < 8; ++bit)
                crc = ((crc & 0x8000U) != 0 ? (crc << 1) ^ 0x1021U : crc << 1) & 0xFFFFU;
        }
        bytes.push_back(static_cast<std::uint8_t>(crc & 0xFFU));
        bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
        std::string text;
        unsigned bits = 0;
        unsigned count = 0;
        for (const auto byte : bytes) {
            bits = (bits << 8) | byte;
            for (count += 8; count >= 5; count -= 5)
                text.push_back("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(bits >> (count - 5)) & 31U]);
            bits &= (1U << count) - 1U;
        }
        if (count > 0)
            text.push_back("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(bits << (5 - count)) & 31U]);
        return text;
    }

    Kind m_kind = Kind::User;
    std::shared_ptr<EVP_PKEY> m_key;
};

} // namespace eventscope::live
