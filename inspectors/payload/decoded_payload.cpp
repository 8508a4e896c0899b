// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/decoded_payload.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

#include "broker/event/json_scan.h"
#include "broker/event/utf8.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::payload {
namespace {

constexpr std::size_t SlowBytes = std::size_t{1} << 20;
constexpr std::size_t MaxLineBytes = 2000; // a text layout takes quadratic time for longer ones

QString translate(const char* text) { return QCoreApplication::translate("DecodedPayload", text); }

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'; }

QString lookText(Look look)
{
    switch (look) {
    case Look::Tombstone:
        return translate("No payload (tombstone)");
    case Look::Empty:
        return translate("Empty payload, 0 bytes");
    case Look::Json:
        return translate("JSON");
    case Look::Text:
        return translate("text");
    case Look::Binary:
        return translate("binary");
    }
    return {};
}

} // namespace

Look guessLook(std::string_view bytes)
{
    if (bytes.empty())
        return Look::Empty;
    const auto first = bytes.find_first_not_of(" \t\r\n");
    const bool mayBeJson = first != std::string_view::npos
        && std::string_view("{[\"-0123456789tfn").find(bytes[first]) != std::string_view::npos;
    if (mayBeJson && isValidJson(bytes))
        return Look::Json;
    if (!isValidUtf8(bytes))
        return Look::Binary;
    const auto controls = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), isControl));
    return controls * 20 > bytes.size() ? Look::Binary : Look::Text;
}

bool isSlowToDecode(const SelectedEvent& event)
{
    const auto payload = event.view().payload().value_or(std::string_view());
    return payload.size() > SlowBytes || detectPacking(payload) != Packing::None;
}

SharedPayload decode(const SelectedEvent& event)
{
    auto decoded = std::make_shared<DecodedPayload>();
    decoded->event = event;
    const auto payload = event.view().payload();
    if (!payload)
        return decoded;
    decoded->packing = detectPacking(*payload);
    if (decoded->packing != Packing::None)
        decoded->unpacked = unpack(*payload, decoded->packing);
    decoded->guess = guessLook(decoded->bytes());
    return decoded;
}

QString sizeText(std::size_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), bytes < 1024 ? 0 : 1);
}

QString describe(const DecodedPayload& payload)
{
    if (payload.guess == Look::Tombstone || (payload.guess == Look::Empty && payload.packing == Packing::None))
        return lookText(payload.guess);
    const auto size = sizeText(payload.bytes().size());
    if (payload.packing == Packing::None)
        return translate("%1, %2").arg(lookText(payload.guess), size);
    const auto packed = sizeText(payload.event.view().payload()->size());
    const auto packing = toText(packingName(payload.packing));
    switch (payload.unpacked.end) {
    case Unpacked::End::Whole:
        return translate("%1, %2, unpacked from %3 of %4").arg(lookText(payload.guess), size, packed, packing);
    case Unpacked::End::Limit:
        return translate("Unpacking %3 of %4 was stopped at %2: it grows too much to be unpacked safely. Shown is what "
                         "came before (%1).")
            .arg(lookText(payload.guess), size, packed, packing);
    case Unpacked::End::Damaged:
        return translate("The %3 of %4 are damaged or cut. Shown is what could be unpacked: %2 (%1).")
            .arg(lookText(payload.guess), size, packed, packing);
    }
    return {};
}

QString plainText(std::string_view bytes, std::size_t maxBytes)
{
    auto rest = bytes.substr(0, maxBytes);
    QString text;
    text.reserve(static_cast<qsizetype>(rest.size() + rest.size() / 64));
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto line = rest.substr(0, std::min(end, MaxLineBytes));
        const bool isBroken = line.size() < std::min(end, rest.size());
        // A character is not cut in two: its further bytes go to the next line with it.
        for (int i = 0;
             isBroken && i < 3 && line.size() > 1 && (static_cast<unsigned char>(rest[line.size()]) & 0xC0U) == 0x80U;
             ++i)
            line.remove_suffix(1);
        rest.remove_prefix(line.size() + (isBroken || end == std::string_view::npos ? 0 : 1));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        text += toDisplayText(line, static_cast<qsizetype>(MaxLineBytes) + 1);
        if (!rest.empty())
            text += QLatin1Char('\n');
    }
    return text;
}

} // namespace eventscope::inspect::payload
