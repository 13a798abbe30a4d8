#include "core/foundation/base/zip_file.h"

#include <QIODevice>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>

namespace youka {

namespace {

constexpr qsizetype EndSize = 22;
constexpr qsizetype DirectorySize = 46;
constexpr qsizetype LocalSize = 30;
constexpr qint64 LongestComment = 65'535;
constexpr qint64 LargestDirectory = 1 << 20;
constexpr quint16 Stored = 0;
constexpr quint16 Deflated = 8;

quint16 le16(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint16>(bytes.data() + at); }
quint32 le32(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint32>(bytes.data() + at); }
void put16(QByteArray &out, quint32 value)
{
    char bytes[2];
    qToLittleEndian(static_cast<quint16>(value), bytes);
    out.append(bytes, 2);
}
void put32(QByteArray &out, quint32 value)
{
    char bytes[4];
    qToLittleEndian(value, bytes);
    out.append(bytes, 4);
}

auto broken(const char *what)
{
    return fail(ErrorCode::InvalidInput, QStringLiteral("ZIP: ") + QLatin1String(what));
}

Result<QByteArray> directoryOf(QIODevice &file)
{
    const qint64 tailAt = std::max<qint64>(0, file.size() - EndSize - LongestComment);
    if (!file.seek(tailAt))
        return broken("cannot be read");
    const QByteArray tail = file.readAll();
    const qsizetype end = tail.lastIndexOf("PK\5\6");
    if (end < 0 || tail.size() - end < EndSize)
        return broken("no directory");
    const qint64 size = le32(tail, end + 12);
    const qint64 at = le32(tail, end + 16);
    if (size > LargestDirectory || at + size > tailAt + end || !file.seek(at))
        return broken("its directory lies elsewhere");
    const QByteArray directory = file.read(size);
    return directory.size() == size ? Result<QByteArray>(directory) : broken("cut short");
}

/// The pieces of `entry` as they lie in the file.
Result<void> eachPacked(QIODevice &file, const ZipEntry &entry,
                        const std::function<Result<void>(QByteArrayView)> &sink)
{
    QByteArray chunk(256 * 1024, Qt::Uninitialized);
    for (qint64 left = entry.packed; left > 0;) {
        const qint64 got = file.read(chunk.data(), std::min<qint64>(left, chunk.size()));
        if (got <= 0)
            return broken("cut short");
        if (auto taken = sink(QByteArrayView(chunk).first(got)); !taken)
            return taken;
        left -= got;
    }
    return {};
}

/// Counts and checks what comes out.
struct Outlet
{
    const ZipEntry &entry;
    const qint64 most;
    const std::function<Result<void>(QByteArrayView)> &sink;
    qint64 size = 0;
    uLong crc = crc32(0, nullptr, 0);

    Result<void> take(QByteArrayView bytes)
    {
        size += bytes.size();
        if (size > most)
            return fail(ErrorCode::InputTooLarge, QStringLiteral("unpacks to more than %1 bytes").arg(most));
        crc = crc32(crc, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size()));
        return bytes.isEmpty() ? Result<void>{} : sink(bytes);
    }
    Result<void> finish() const
    {
        return size == entry.size && crc == entry.crc ? Result<void>{} : broken("damaged");
    }
};

Result<void> inflateInto(QIODevice &file, const ZipEntry &entry, Outlet &outlet)
{
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return fail(ErrorCode::Internal, QStringLiteral("inflate"));
    QByteArray out(256 * 1024, Qt::Uninitialized);
    int code = Z_OK;
    auto done = eachPacked(file, entry, [&](QByteArrayView packed) -> Result<void> {
        stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(packed.data()));
        stream.avail_in = uInt(packed.size());
        do {
            stream.next_out = reinterpret_cast<Bytef *>(out.data());
            stream.avail_out = uInt(out.size());
            code = inflate(&stream, Z_NO_FLUSH);
            if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
                return broken("damaged");
            if (auto taken = outlet.take(QByteArrayView(out).first(out.size() - stream.avail_out)); !taken)
                return taken;
        } while (code == Z_OK && (stream.avail_in > 0 || stream.avail_out == 0));
        return {};
    });
    inflateEnd(&stream);
    if (done && code != Z_STREAM_END)
        return broken("cut short");
    return done;
}

QByteArray rawDeflated(const QByteArray &bytes)
{
    z_stream stream{};
    ensure(deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK, "deflate begins");
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(bytes.constData()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    ensure(deflate(&stream, Z_FINISH) == Z_STREAM_END, "there is memory to compress in");
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

}

Result<QList<ZipEntry>> zipEntries(QIODevice &file)
{
    const auto directory = directoryOf(file);
    if (!directory)
        return fail(directory.error());
    QList<ZipEntry> entries;
    for (qsizetype at = 0; at < directory->size();) {
        const QByteArrayView row = QByteArrayView(*directory).sliced(at);
        if (row.size() < DirectorySize || !row.startsWith("PK\1\2"))
            return broken("its directory");
        const qsizetype nameSize = le16(row, 28);
        const qsizetype whole = DirectorySize + nameSize + le16(row, 30) + le16(row, 32);
        const quint16 method = le16(row, 10);
        if (whole > row.size())
            return broken("its directory");
        if ((le16(row, 8) & 1) != 0 || (method != Stored && method != Deflated)
            || le32(row, 20) == 0xffffffff)
            return broken("of a kind that is not read here");
        entries.append({row.sliced(DirectorySize, nameSize).toByteArray(), qint64(le32(row, 42)),
                        qint64(le32(row, 20)), qint64(le32(row, 24)), le32(row, 16), method == Deflated});
        at += whole;
    }
    return entries;
}

Result<void> unzip(QIODevice &file, const ZipEntry &entry, qint64 most,
                   const std::function<Result<void>(QByteArrayView)> &sink)
{
    if (entry.at + LocalSize > file.size() || !file.seek(entry.at))
        return broken("an entry lies elsewhere");
    const QByteArray local = file.read(LocalSize);
    if (local.size() != LocalSize || !local.startsWith("PK\3\4"))
        return broken("an entry lies elsewhere");
    const qint64 bytesAt = entry.at + LocalSize + le16(local, 26) + le16(local, 28);
    if (bytesAt + entry.packed > file.size() || !file.seek(bytesAt))
        return broken("an entry lies elsewhere");
    Outlet outlet{entry, most, sink};
    const auto done = entry.deflated
        ? inflateInto(file, entry, outlet)
        : eachPacked(file, entry, [&](QByteArrayView bytes) { return outlet.take(bytes); });
    return done.and_then([&] { return outlet.finish(); });
}

QByteArray zipped(const QList<std::pair<QByteArray, QByteArray>> &files)
{
    constexpr quint32 Version = 20;
    constexpr quint32 Day = 0x21; // 1980-01-01: the same bytes always give the same archive
    QByteArray out;
    QByteArray directory;
    for (const auto &[name, bytes] : files) {
        const QByteArray packed = rawDeflated(bytes);
        QByteArray common; // what both headers hold
        for (const quint32 value : {Version, quint32(0), quint32(Deflated), quint32(0), Day})
            put16(common, value);
        put32(common,
              quint32(crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size()))));
        put32(common, quint32(packed.size()));
        put32(common, quint32(bytes.size()));
        put16(common, quint32(name.size()));
        put16(common, 0);
        const auto at = quint32(out.size());
        directory += QByteArray("PK\1\2");
        put16(directory, Version);
        directory += common;
        directory += QByteArray(10, '\0'); // comment, disk, attributes
        put32(directory, at);
        directory += name;
        out += QByteArray("PK\3\4") + common + name + packed;
    }
    const auto directoryAt = quint32(out.size());
    out += directory + QByteArray("PK\5\6") + QByteArray(4, '\0');
    put16(out, quint32(files.size()));
    put16(out, quint32(files.size()));
    put32(out, quint32(directory.size()));
    put32(out, directoryAt);
    put16(out, 0);
    return out;
}

}
