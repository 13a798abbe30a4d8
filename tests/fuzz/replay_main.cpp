// Replays a corpus and then seeded mutations of it, where there is no libFuzzer:
//   fuzz_x CORPUS-DIRECTORY [MUTATIONS]
// YOUKA_SEED gives another seed. What was being tried when it crashes is printed in hex.
#include "tests/fuzz/fuzz.h"

#include <QDir>
#include <QRandomGenerator>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

QByteArray current;
constexpr qsizetype Longest = 4'096;

void onCrash(int signal)
{
    std::fprintf(stderr, "signal %d with input %s\n", signal, current.toHex().constData());
    std::fflush(stderr);
    std::_Exit(128 + signal);
}

void tryOne(const QByteArray &input)
{
    current = input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.constData()),
                           std::size_t(input.size()));
}

QByteArray mutated(QByteArray input, const QByteArrayList &corpus, QRandomGenerator &random)
{
    static constexpr unsigned char Odd[] = {0x00, 0x01, 0x03, 0x06, 0x10, 0x7F, 0x80,
                                            0xF2, 0xFA, 0xFF, '"',  '\\', ':'};
    const auto at = [&](qsizetype size) { return qsizetype(random.bounded(qint64(size + 1))); };
    for (quint32 n = 1 + random.bounded(6u); n > 0; --n) {
        const qsizetype size = input.size();
        switch (random.bounded(7u)) {
        case 0:
            if (size > 0) {
                const qsizetype i = at(size - 1);
                input[i] = char(input[i] ^ (1 << random.bounded(8)));
            }
            break;
        case 1:
            if (size > 0)
                input[at(size - 1)] = char(Odd[random.bounded(int(std::size(Odd)))]);
            break;
        case 2:
            input.insert(at(size), char(random.bounded(256)));
            break;
        case 3:
            input.remove(at(size), qsizetype(1 + random.bounded(8)));
            break;
        case 4:
            input.truncate(at(size));
            break;
        case 5: { // a piece of itself again
            const qsizetype from = at(size);
            input.insert(at(size), input.mid(from, qsizetype(random.bounded(32))));
            break;
        }
        default: { // a piece of another one
            const QByteArray &other = corpus[random.bounded(int(corpus.size()))];
            input.insert(at(size), other.mid(at(other.size()), qsizetype(random.bounded(64))));
            break;
        }
        }
    }
    return input.left(Longest);
}

}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS})
        std::signal(signal, onCrash);
    QByteArrayList corpus{QByteArray()};
    const QDir dir(QString::fromLocal8Bit(argv[1]));
    for (const QString &name : dir.entryList(QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            corpus.append(file.readAll());
    }
    if (corpus.size() < 2) {
        std::fprintf(stderr, "no corpus in %s\n", argv[1]);
        return 2;
    }
    for (const QByteArray &input : std::as_const(corpus))
        tryOne(input);
    const int seed = qEnvironmentVariableIntValue("YOUKA_SEED");
    QRandomGenerator random(quint32(seed > 0 ? seed : 1));
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 20'000;
    for (int i = 0; i < rounds; ++i)
        tryOne(mutated(corpus[random.bounded(int(corpus.size()))], corpus, random));
    std::printf("%d inputs and %d mutations\n", int(corpus.size()), rounds);
    return 0;
}
