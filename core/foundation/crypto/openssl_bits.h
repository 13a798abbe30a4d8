#pragma once

#include <QByteArray>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include <memory>

/// What the files of this room that hold OpenSSL objects share. Not for others.
namespace youka {

using BioPointer = std::unique_ptr<BIO, decltype(&BIO_free)>;

/// Reads from `bytes`, which outlive it.
inline BioPointer bioOf(QByteArrayView bytes)
{
    return {BIO_new_mem_buf(bytes.data(), int(bytes.size())), &BIO_free};
}
inline BioPointer emptyBio() { return {BIO_new(BIO_s_mem()), &BIO_free}; }
inline QByteArray bytesOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, qsizetype(size)};
}

/// Nobody is there to be asked for a pass phrase, and a PEM from outside must not make OpenSSL ask.
inline int noPassPhrase(char *, int, int, void *) { return -1; }

struct X509Deleter
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
using X509Pointer = std::unique_ptr<X509, X509Deleter>;

}
