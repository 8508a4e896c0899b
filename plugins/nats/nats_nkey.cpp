// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_nkey.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace eventscope::nats {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 base32, without padding
constexpr std::uint8_t SeedPrefix = 18 << 3; // S
constexpr std::uint8_t UserPrefix = 20 << 3; // U
constexpr std::size_t KeyBytes = 32;
constexpr std::size_t MaxFileBytes = 1 << 20;

std::optional<Bytes> fromBase32(std::string_view text)
{
    Bytes bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const auto digit = Alphabet.find(letter);
        if (digit == std::string_view::npos)
            return std::nullopt;
        bits = (bits << 5) | static_cast<std::uint32_t>(digit);
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> count));
            bits &= (1U << count) - 1U;
        }
    }
    return bytes;
}

std::string toBase32(const Bytes& bytes)
{
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const auto byte : bytes) {
        bits = (bits << 8) | byte;
        count += 8;
        while (count >= 5) {
            count -= 5;
            text.push_back(Alphabet[(bits >> count) & 31U]);
            bits &= (1U << count) - 1U;
        }
    }
    if (count > 0)
        text.push_back(Alphabet[(bits << (5 - count)) & 31U]);
    return text;
}

/// CRC-16/XMODEM, which ends every NKey, low byte first.
std::uint16_t checksum(const std::uint8_t* bytes, std::size_t size)
{
    std::uint32_t crc = 0;
    for (std::size_t at = 0; at < size; ++at) {
        crc ^= static_cast<std::uint32_t>(bytes[at]) << 8;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x8000U) != 0 ? (crc << 1) ^ 0x1021U : crc << 1;
    }
    return static_cast<std::uint16_t>(crc & 0xFFFFU);
}

Result<std::string> readAll(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return failure(Fault::NotFound, file + ": cannot be opened; check that it is there and that you may read it.");
    std::string text(MaxFileBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > MaxFileBytes)
        return failure(Fault::Invalid, file + ": larger than 1 MiB, so it holds no key.");
    return text;
}

/// The first line that begins with SU, without blanks at its end; empty where there is none.
std::string seedLine(const std::string& text)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (line.starts_with("SU"))
            return line;
    }
    return {};
}

} // namespace

Result<std::string> publicUserKey(std::string_view seed)
{
    auto decoded = fromBase32(seed);
    constexpr std::size_t SeedBytes = 2 + KeyBytes + 2;
    if (!decoded || decoded->size() != SeedBytes)
        return failure(
            Fault::Invalid, "the seed is not 58 letters of base32: copy the whole line that begins with SU.");
    auto& bytes = *decoded;
    if ((bytes[0] & 0xF8U) != SeedPrefix || (((bytes[0] & 7U) << 5) | (bytes[1] >> 3)) != UserPrefix)
        return failure(Fault::Invalid, "it is not the seed of a user: such a seed begins with SU.");
    if (checksum(bytes.data(), SeedBytes - 2) != (bytes[SeedBytes - 2] | (bytes[SeedBytes - 1] << 8)))
        return failure(Fault::Invalid, "the checksum of the seed is wrong: a letter was changed or lost.");

    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes.data() + 2, KeyBytes), &EVP_PKEY_free);
    Bytes publicKey(1 + KeyBytes, UserPrefix);
    std::size_t size = KeyBytes;
    const bool isMade = key && EVP_PKEY_get_raw_public_key(key.get(), publicKey.data() + 1, &size) == 1;
    OPENSSL_cleanse(bytes.data(), bytes.size());
    if (!isMade)
        return failure(Fault::Invalid, "the seed gives no Ed25519 key.");
    const auto crc = checksum(publicKey.data(), publicKey.size());
    publicKey.push_back(static_cast<std::uint8_t>(crc & 0xFFU));
    publicKey.push_back(static_cast<std::uint8_t>(crc >> 8));
    return toBase32(publicKey);
}

Result<std::string> publicUserKeyOfFile(const std::string& seedFile)
{
    auto text = readAll(seedFile);
    if (!text)
        return failure(text.error().fault, "nkey_seed_file: " + text.error().what);
    auto seed = seedLine(*text);
    auto key = seed.empty()
        ? Result<std::string>(failure(Fault::Invalid, "no line begins with SU, as the seed of a user does."))
        : publicUserKey(seed);
    OPENSSL_cleanse(text->data(), text->size());
    OPENSSL_cleanse(seed.data(), seed.size());
    if (!key)
        return failure(Fault::Invalid, "nkey_seed_file: " + seedFile + ": " + key.error().what);
    return key;
}

Result<> checkCredsFile(const std::string& credsFile)
{
    auto text = readAll(credsFile);
    if (!text)
        return failure(text.error().fault, "creds_file: " + text.error().what);
    const bool hasJwt = text->find("BEGIN NATS USER JWT") != std::string::npos;
    auto seed = seedLine(*text);
    const auto key = seed.empty()
        ? Result<std::string>(failure(Fault::Invalid, "it has no seed (the block USER NKEY SEED)."))
        : publicUserKey(seed);
    OPENSSL_cleanse(text->data(), text->size());
    OPENSSL_cleanse(seed.data(), seed.size());
    if (!hasJwt)
        return failure(Fault::Invalid,
            "creds_file: " + credsFile + ": it has no block NATS USER JWT; make the file with `nsc generate creds`.");
    if (!key)
        return failure(Fault::Invalid, "creds_file: " + credsFile + ": " + key.error().what);
    return {};
}

} // namespace eventscope::nats
