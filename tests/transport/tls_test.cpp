// TLS with a certificate that the test makes itself.
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <filesystem>

#include "transport/client.hpp"
#include "web/transport/server.hpp"

namespace lapwing::transport {
namespace {

namespace fs = std::filesystem;

struct Certificate {
  Certificate() : dir(fs::temp_directory_path() / ("lapwing-tls-" + std::to_string(::getpid()))) {
    fs::create_directories(dir);
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    write(files.certificate, [&](FILE* to) { PEM_write_X509(to, certificate); });
    write(files.key, [&](FILE* to) { PEM_write_PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~Certificate() { fs::remove_all(dir); }
  template <class Writer>
  static void write(const std::string& path, Writer writer) {
    FILE* to = std::fopen(path.c_str(), "w");
    writer(to);
    std::fclose(to);
  }

  fs::path dir;
  TlsFiles files{dir / "certificate.pem", dir / "key.pem"};
};

// One request over TLS; "" when the handshake fails.
std::string https_get(std::uint16_t port, int version_max) {
  std::string out;
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, version_max);
  BIO* bio = BIO_new_ssl_connect(context);
  BIO_set_conn_hostname(bio, ("127.0.0.1:" + std::to_string(port)).c_str());
  if (BIO_do_connect(bio) == 1) {
    const std::string request = "GET /secret HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
    BIO_write(bio, request.data(), static_cast<int>(request.size()));
    char block[4096];
    for (int n; (n = BIO_read(bio, block, sizeof block)) > 0;) out.append(block, static_cast<std::size_t>(n));
  }
  BIO_free_all(bio);
  SSL_CTX_free(context);
  return out;
}

TEST(Tls, ServesAtTls12AndAboveOnly) {
  const Certificate certificate;
  Options options;
  options.listen = {"127.0.0.1", 0};
  options.tls = certificate.files;
  const std::string large(300'000, 'y');
  auto server = Server::start(options, [&](const Request& request) {
    return text_response(200, "text/plain", (request.secure ? "secure " : "plain ") + large);
  });
  ASSERT_TRUE(server) << server.error();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto answer = https_get((*server)->port(), version);
    EXPECT_EQ(answer.substr(0, 15), "HTTP/1.1 200 OK");
    EXPECT_NE(answer.find("\r\n\r\nsecure " + large), std::string::npos);
  }
  EXPECT_EQ(https_get((*server)->port(), TLS1_1_VERSION), "");
  testing::Client plain((*server)->port());
  plain.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(plain.read_all().find("HTTP/1.1 200"), std::string::npos);
}

TEST(Tls, SaysWhichFileCannotBeUsed) {
  const Certificate certificate;
  Options options;
  options.listen = {"127.0.0.1", 0};
  options.tls = {"/nowhere.pem", certificate.files.key};
  EXPECT_NE(Server::start(options, {}).error().find("/nowhere.pem"), std::string::npos);
  options.tls = {certificate.files.certificate, certificate.files.certificate};
  EXPECT_NE(Server::start(options, {}).error().find("The key"), std::string::npos);
}

}  // namespace
}  // namespace lapwing::transport
