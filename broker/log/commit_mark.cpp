// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/commit_mark.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "broker/event/delivery_envelope.h"

namespace eventscope::log {
namespace {

constexpr std::uint32_t ChecksumSeed = 0x4D435345; // "ESCM": zeros are no valid slot

struct Slot {
    std::uint64_t counter = 0;
    std::uint64_t last = 0;
    std::uint64_t events = 0;
    std::uint32_t logId = 0;
    std::uint32_t checksum = 0;

    [[nodiscard]] std::uint32_t expectedChecksum() const
    {
        return crc32c(std::string_view(reinterpret_cast<const char*>(this), offsetof(Slot, checksum)), ChecksumSeed);
    }
    [[nodiscard]] bool isValid() const { return counter != 0 && checksum == expectedChecksum(); }
};
static_assert(sizeof(Slot) == 32);

Fault faultOfErrno()
{
    switch (errno) {
    case ENOSPC:
    case EDQUOT:
        return Fault::Full;
    case EACCES:
    case EPERM:
    case EROFS:
        return Fault::Denied;
    default:
        return Fault::Unavailable;
    }
}

tl::unexpected<Error> systemFailure(const std::filesystem::path& path, const char* what)
{
    return failure(faultOfErrno(), path.string() + ": " + what + " (" + std::strerror(errno) + ")");
}

struct Slots {
    std::array<Slot, 2> slots{};
    bool isThere = false;
};

Slots readSlots(const std::filesystem::path& path)
{
    Slots read;
    std::ifstream file(path, std::ios::binary);
    read.isThere = file.is_open();
    file.read(reinterpret_cast<char*>(read.slots.data()), sizeof read.slots);
    return read;
}

} // namespace

CommitMark::CommitMark(int file, std::filesystem::path path, std::uint64_t counter)
    : m_file(file)
    , m_path(std::move(path))
    , m_counter(counter)
{
}

CommitMark::~CommitMark()
{
    if (m_file >= 0)
        ::close(m_file);
}

CommitMark::CommitMark(CommitMark&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
    , m_path(std::move(other.m_path))
    , m_counter(other.m_counter)
{
}

CommitMark& CommitMark::operator=(CommitMark&& other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_path, other.m_path);
    std::swap(m_counter, other.m_counter);
    return *this;
}

Result<CommitMark> CommitMark::open(
    const std::filesystem::path& path, LogOptions::Durability durability, const CommitState& state)
{
    const auto before = readSlots(path).slots;
    std::uint64_t counter = 0;
    for (const auto& slot : before)
        counter = slot.isValid() && slot.counter > counter ? slot.counter : counter;
    // O_DSYNC makes each write one system call that ends when the bytes are on the disk.
    const int sync = durability == LogOptions::Durability::Durable ? O_DSYNC : 0;
    const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | sync, 0600);
    if (file < 0)
        return systemFailure(path, "the commit mark cannot be made");
    CommitMark mark(file, path, counter);
    if (auto written = mark.write(state); !written)
        return tl::unexpected(written.error());
    return mark;
}

Result<> CommitMark::write(const CommitState& state)
{
    Slot slot{m_counter + 1, state.last, state.events, state.logId, 0};
    slot.checksum = slot.expectedChecksum();
    const auto at = static_cast<off_t>((slot.counter % 2) * sizeof slot);
    if (::pwrite(m_file, &slot, sizeof slot, at) != static_cast<ssize_t>(sizeof slot))
        return systemFailure(m_path, "the commit mark cannot be written");
    m_counter = slot.counter;
    return {};
}

Result<std::optional<CommitMark::Found>> CommitMark::read(const std::filesystem::path& path)
{
    const auto [slots, isThere] = readSlots(path);
    if (!isThere)
        return std::nullopt;
    const bool first = slots[0].isValid();
    const bool second = slots[1].isValid();
    if (!first && !second)
        return failure(Fault::Corrupt, path.string() + ": neither slot of the commit mark can be read");
    const Slot& newer = !second || (first && slots[0].counter > slots[1].counter) ? slots[0] : slots[1];
    // The first write of a mark leaves the other slot empty, which is no damage.
    const bool isDamaged = !(first && second) && newer.counter > 1;
    return Found{{newer.last, newer.events, newer.logId}, isDamaged};
}

} // namespace eventscope::log
