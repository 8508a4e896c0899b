// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace eventscope::black_box {

/// Lines of the JSON Lines form as the program writes them, with what breaks careless readers.
inline QByteArray hostileEvents()
{
    const QList<QByteArray> lines{
        R"({"position":1,"kind":"message","connection":"nats","channel":"orders","time":"2026-03-01T12:00:00.000000000Z","observed":"2026-03-01T12:00:00.001000000Z","key":"4711","id":"a-1","source":"/shop","type":"order.created","subject":"4711","datacontenttype":"application/json","correlationid":"c","causationid":"b","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","data":{"total":129.90,"currency":"EUR"}})",
        R"({"position":2,"kind":"message","connection":"nats","channel":"orders","observed":"2026-03-01T12:00:01.000000000Z","data":null})",
        R"({"position":3,"kind":"message","connection":"nats","channel":"orders","observed":"2026-03-01T12:00:02.000000000Z","key":"","data_text":""})",
        R"({"position":4,"kind":"message","connection":"nats","channel":"a,b\"c","observed":"2026-03-01T12:00:03.000000000Z","key":"=1+1","data_text":"two\nlines, \"quoted\""})",
        R"({"position":5,"kind":"message","connection":"zmq","channel":"bytes","observed":"2026-03-01T12:00:04.000000000Z","key_base64":"/w==","data_base64":"AP/+"})",
        R"({"position":6,"kind":"delivery","connection":"kafka","channel":"t","partition":3,"offset":9007199254740993,"observed":"2026-03-01T12:00:05.000000000Z","producer":"p-1","epoch":2,"sequence":18446744073709551000,"headers":[["a","1"],["a",null],["b",{"base64":"/w=="}],["",""]],"data":[1,2.50,1e3]})",
        R"x({"position":9,"kind":"message","connection":"nats","channel":"tail","observed":"2026-03-01T12:00:06.000000000Z","data_text":"'@SUM(A1)"})x",
        R"({"position":12,"kind":"message","connection":"nats","channel":"orders","observed":"2026-03-01T12:00:07.000000000Z","data":true})"};
    return lines.join('\n') + '\n';
}
constexpr int HostileCount = 8;

} // namespace eventscope::black_box
