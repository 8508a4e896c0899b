// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/interruption.h"

#include <atomic>
#include <csignal>

#include <unistd.h>

namespace eventscope::app::commands {
namespace {

std::atomic<int> receivedSignal{0};
static_assert(std::atomic<int>::is_always_lock_free, "the handler may touch nothing else");

void handle(int number)
{
    int none = 0;
    if (!receivedSignal.compare_exchange_strong(none, number))
        _exit(128 + number);
}

void install(int number, void (*handler)(int))
{
    struct sigaction action { };
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0; // no SA_RESTART: a read from standard input must return
    sigaction(number, &action, nullptr);
}

} // namespace

Interruption::Interruption()
{
    receivedSignal = 0;
    install(SIGINT, &handle);
    install(SIGTERM, &handle);
    install(SIGPIPE, SIG_IGN);
}

Interruption::~Interruption()
{
    install(SIGINT, SIG_DFL);
    install(SIGTERM, SIG_DFL);
}

bool Interruption::isRequested() { return receivedSignal.load() != 0; }

int Interruption::exitCode(int otherwise)
{
    const auto number = receivedSignal.load();
    return number == 0 ? otherwise : 128 + number;
}

} // namespace eventscope::app::commands
