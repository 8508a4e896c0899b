// SPDX-License-Identifier: GPL-3.0-or-later
// eventscope_bench_nats_publisher URL SUBJECT COUNT BYTES WINDOW: publishes as fast as the server takes it and the
// window (0: none) allows, then ends.
#include <cstdlib>
#include <iostream>
#include <string>

#include <nats/nats.h>

#include "tests/bench/flood_window.h"

int main(int argc, char** argv)
{
    if (argc != 6) {
        std::cerr << "usage: eventscope_bench_nats_publisher URL SUBJECT COUNT BYTES WINDOW\n";
        return 2;
    }
    const auto count = std::strtoull(argv[3], nullptr, 10);
    const std::string payload(std::strtoull(argv[4], nullptr, 10), 'x');
    eventscope::bench::FloodWindow window(std::strtoull(argv[5], nullptr, 10));
    natsConnection* connection = nullptr;
    if (natsConnection_ConnectTo(&connection, argv[1]) != NATS_OK)
        return 1;
    auto status = NATS_OK;
    for (unsigned long long sent = 0; sent < count && status == NATS_OK && window.waitFor(sent); ++sent)
        status = natsConnection_Publish(connection, argv[2], payload.data(), static_cast<int>(payload.size()));
    if (status == NATS_OK)
        status = natsConnection_FlushTimeout(connection, 60'000);
    natsConnection_Destroy(connection);
    return status == NATS_OK ? 0 : 1;
}
