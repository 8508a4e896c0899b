// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/unpack.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include <zlib.h>
#include <zstd.h>

namespace eventscope::inspect::payload {
namespace {

using End = Unpacked::End;

constexpr std::size_t ChunkBytes = std::size_t{64} << 10;
// A zstd frame says how much history it wants; 8 MiB is what the format asks every decoder to have.
constexpr int MaxZstdWindowLog = 23;

/// Takes a chunk over; false where the limit is reached.
bool append(std::string& to, const char* chunk, std::size_t size, std::size_t limit)
{
    const auto room = limit - to.size();
    to.append(chunk, std::min(size, room));
    return size <= room;
}

Unpacked unpackGzip(std::string_view packed, std::size_t limit)
{
    Unpacked result;
    z_stream stream{};
    constexpr int GzipOnly = 16;
    if (inflateInit2(&stream, MAX_WBITS + GzipOnly) != Z_OK)
        return {{}, End::Damaged};
    const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
    std::array<char, ChunkBytes> chunk{};
    auto rest = packed;
    while (true) {
        const auto offered = static_cast<uInt>(std::min<std::size_t>(rest.size(), std::numeric_limits<uInt>::max()));
        // zlib only reads through next_in, but its type predates const.
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
        stream.avail_in = offered;
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        const int code = inflate(&stream, Z_NO_FLUSH);
        rest.remove_prefix(offered - stream.avail_in);
        if (!append(result.bytes, chunk.data(), chunk.size() - stream.avail_out, limit)) {
            result.end = End::Limit;
            return result;
        }
        if (code == Z_STREAM_END) {
            if (detectPacking(rest) != Packing::Gzip) {
                result.end = rest.empty() ? End::Whole : End::Damaged;
                return result;
            }
            if (inflateReset(&stream) == Z_OK) // the next member
                continue;
        }
        if (code != Z_OK || (rest.empty() && stream.avail_out > 0)) {
            result.end = End::Damaged;
            return result;
        }
    }
}

Unpacked unpackZstd(std::string_view packed, std::size_t limit)
{
    Unpacked result;
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    if (!context || ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, MaxZstdWindowLog)) != 0U)
        return {{}, End::Damaged};
    std::array<char, ChunkBytes> chunk{};
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    while (true) {
        ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
        const auto before = in.pos;
        const auto code = ZSTD_decompressStream(context.get(), &out, &in);
        if (!append(result.bytes, chunk.data(), out.pos, limit)) {
            result.end = End::Limit;
            return result;
        }
        if (ZSTD_isError(code) != 0U) {
            result.end = End::Damaged;
            return result;
        }
        if (in.pos == in.size && (code == 0 || out.pos < out.size)) {
            result.end = code == 0 ? End::Whole : End::Damaged;
            return result;
        }
        if (in.pos == before && out.pos == 0) {
            result.end = End::Damaged; // nothing moves any more
            return result;
        }
    }
}

} // namespace

Packing detectPacking(std::string_view bytes)
{
    if (bytes.starts_with("\x1f\x8b\x08"))
        return Packing::Gzip;
    if (bytes.starts_with("\x28\xb5\x2f\xfd"))
        return Packing::Zstd;
    return Packing::None;
}

std::string_view packingName(Packing packing)
{
    switch (packing) {
    case Packing::None:
        return "";
    case Packing::Gzip:
        return "gzip";
    case Packing::Zstd:
        return "zstd";
    }
    return "";
}

std::size_t UnpackLimits::limitFor(std::size_t packedBytes) const
{
    const auto byRatio = packedBytes > maxBytes / maxRatio ? maxBytes : packedBytes * maxRatio;
    return std::min(maxBytes, std::max(byRatio, freeBytes));
}

Unpacked unpack(std::string_view packed, Packing packing, const UnpackLimits& limits)
{
    const auto limit = limits.limitFor(packed.size());
    switch (packing) {
    case Packing::None:
        return {std::string(packed.substr(0, limit)), packed.size() <= limit ? End::Whole : End::Limit};
    case Packing::Gzip:
        return unpackGzip(packed, limit);
    case Packing::Zstd:
        return unpackZstd(packed, limit);
    }
    return {};
}

} // namespace eventscope::inspect::payload
