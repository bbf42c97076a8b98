// SPDX-License-Identifier: Apache-2.0

// The name server of a program: what the second process of it does. It says what the first one
// tells it, at port 53 of loopback.

#include <array>

#include "reports/reproduce/helpers.hpp"

namespace wsconform::reproduce {

namespace {

constexpr auto helpers = std::to_array<Helper>({
    {"serve_names", R"C(
/* What the name server was told of a name. */
struct name {
    char text[80], aliases[4][80];
    unsigned char v4[8][4], v6[8][16];
    int v4_count, v6_count, alias_count, rcode, is_held, is_asked;
};
static struct name zone[32];
static int zone_size;

struct question {
    unsigned char data[512];
    int size, type;
    char text[80];
    struct sockaddr_in from;
    struct name *about;
};
static struct question kept[32];
static int kept_count;

/* NULL if nothing was said of it. */
static struct name *known_name(const char *text) {
    unsigned a[4];
    int i, k;
    const int is_address = sscanf(text, "%u.%u.%u.%u.in-addr", &a[3], &a[2], &a[1], &a[0]) == 4;
    for (i = 0; i < zone_size; i++) {
        if (strcmp(zone[i].text, text) == 0) return &zone[i];
        for (k = 0; k < zone[i].alias_count; k++)
            if (strcmp(zone[i].aliases[k], text) == 0) return &zone[i];
        for (k = 0; is_address && k < zone[i].v4_count; k++)
            if (zone[i].v4[k][0] == a[0] && zone[i].v4[k][1] == a[1] &&
                zone[i].v4[k][2] == a[2] && zone[i].v4[k][3] == a[3])
                return &zone[i];
    }
    return NULL;
}

static int put_name(unsigned char *to, const char *text) {
    int size = 0;
    while (*text != 0) {
        const int label = (int)strcspn(text, ".");
        to[size] = (unsigned char)label;
        memcpy(to + size + 1, text, label);
        size += label + 1;
        text += label + (text[label] == '.');
    }
    to[size] = 0;
    return size + 1;
}

/* A record that is valid for no time. */
static int put_record(unsigned char *to, const char *owner, int type, const void *data, int size) {
    const int begin = put_name(to, owner);
    memset(to + begin, 0, 10);
    to[begin + 1] = (unsigned char)type;
    to[begin + 3] = 1;
    to[begin + 9] = (unsigned char)size;
    memcpy(to + begin + 10, data, size);
    return begin + 10 + size;
}

static void answer(SOCKET s, const struct question *asked) {
    enum { A = 1, CNAME = 5, PTR = 12, AAAA = 28, NXDOMAIN = 3 };
    unsigned char reply[2048], name[82];
    const struct name *about = known_name(asked->text);
    int size = asked->size, records = 0, i;
    memcpy(reply, asked->data, size);
    memset(reply + 4, 0, 8);
    reply[5] = 1;
    if (about != NULL && asked->type == PTR) {
        const int length = put_name(name, about->text);
        size += put_record(reply + size, asked->text, PTR, name, length);
        records++;
    } else if (about != NULL) {
        if (strcmp(asked->text, about->text) != 0) {
            const int length = put_name(name, about->text);
            size += put_record(reply + size, asked->text, CNAME, name, length);
            records++;
        }
        for (i = 0; asked->type == A && i < about->v4_count; i++, records++)
            size += put_record(reply + size, about->text, A, about->v4[i], 4);
        for (i = 0; asked->type == AAAA && i < about->v6_count; i++, records++)
            size += put_record(reply + size, about->text, AAAA, about->v6[i], 16);
    }
    reply[2] = (unsigned char)(0x84 | (reply[2] & 1));
    reply[3] = (unsigned char)(0x80 | (about == NULL ? NXDOMAIN : about->rcode));
    reply[7] = (unsigned char)records;
    sendto(s, (const char *)reply, size, 0, (const struct sockaddr *)&asked->from,
           sizeof asked->from);
}

/* Whether it is one, of which the rest is thrown away. */
static int read_question(struct question *asked, int size) {
    int at = 12, length = 0, k;
    if (size < 17 || asked->data[5] != 1) return 0;
    while (at < size && asked->data[at] != 0) {
        const int label = asked->data[at++];
        if (label > 63 || at + label >= size || length + label + 2 > (int)sizeof asked->text)
            return 0;
        if (length > 0) asked->text[length++] = '.';
        for (k = 0; k < label; k++) {
            const char c = (char)asked->data[at++];
            asked->text[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
        }
    }
    asked->text[length] = 0;
    if (at + 5 > size) return 0;
    asked->type = asked->data[at + 1] << 8 | asked->data[at + 2];
    asked->size = at + 5;
    return 1;
}

static void take_question(SOCKET s) {
    struct question asked;
    int from_size = sizeof asked.from;
    const int size = recvfrom(s, (char *)asked.data, sizeof asked.data, 0,
                              (struct sockaddr *)&asked.from, &from_size);
    if (size <= 0 || !read_question(&asked, size)) return;
    asked.about = known_name(asked.text);
    if (asked.about != NULL) asked.about->is_asked = 1;
    if (asked.about == NULL || !asked.about->is_held)
        answer(s, &asked);
    else if (kept_count < (int)(sizeof kept / sizeof *kept))
        kept[kept_count++] = asked;
}

static void release(SOCKET s, struct name *about) {
    int i, left = 0;
    about->is_held = 0;
    for (i = 0; i < kept_count; i++) {
        if (kept[i].about == about)
            answer(s, &kept[i]);
        else
            kept[left++] = kept[i];
    }
    kept_count = left;
}

static void add_address(struct name *about, const char *text) {
    struct { unsigned char head[8], address[16], scope[4]; } v6; /* As sockaddr_in6. */
    int size = sizeof v6;
    unsigned a[4];
    int k;
    if (sscanf(text, "%u.%u.%u.%u", &a[0], &a[1], &a[2], &a[3]) == 4) {
        for (k = 0; about->v4_count < 8 && k < 4; k++)
            about->v4[about->v4_count][k] = (unsigned char)a[k];
        about->v4_count += about->v4_count < 8;
    } else if (about->v6_count < 8 && WSAStringToAddressA((char *)text, AF_INET6, NULL,
                                                          (struct sockaddr *)&v6, &size) == 0) {
        memcpy(about->v6[about->v6_count++], v6.address, 16);
    }
}

static int rcode_of(const char *text) {
    static const char *const all[] = {"NODATA", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",
                                      "REFUSED"};
    int i;
    for (i = 0; i < 6; i++)
        if (strcmp(all[i], text) == 0) return i;
    return 0;
}

static DWORD WINAPI probe(void *name) {
    gethostbyname(name);
    return 0;
}

/* Does what a line says: "answers a.test 192.0.2.7 also b.test", "says a.test SERVFAIL",
   "holds a.test", "releases a.test", "asked a.test", "probe a.test". Returns whether it is so. */
static int obey(SOCKET s, char *line) {
    const char *verb = strtok(line, " "), *text = strtok(NULL, " "), *word;
    struct name *about = text == NULL ? NULL : known_name(text);
    int is_alias = 0;
    if (text == NULL) return 0;
    if (about == NULL && zone_size < (int)(sizeof zone / sizeof *zone)) {
        about = &zone[zone_size++];
        strncpy(about->text, text, sizeof about->text - 1);
    }
    if (about == NULL) return 0;
    if (strcmp(verb, "asked") == 0) return about->is_asked;
    if (strcmp(verb, "releases") == 0) release(s, about);
    if (strcmp(verb, "probe") == 0)
        CloseHandle(CreateThread(NULL, 0, probe, about->text, 0, NULL));
    if (strcmp(verb, "holds") == 0) {
        about->is_held = 1;
        about->is_asked = 0;
    }
    if (strcmp(verb, "answers") == 0)
        about->v4_count = about->v6_count = about->alias_count = about->rcode = 0;
    while ((word = strtok(NULL, " ")) != NULL) {
        if (strcmp(word, "also") == 0)
            is_alias = 1;
        else if (strcmp(verb, "says") == 0)
            about->rcode = rcode_of(word);
        else if (!is_alias)
            add_address(about, word);
        else if (about->alias_count < 4)
            strncpy(about->aliases[about->alias_count++], word, sizeof about->aliases[0] - 1);
    }
    return 1;
}

/* Until the program that started it has ended. */
static int serve_names(void) {
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE), output = GetStdHandle(STD_OUTPUT_HANDLE);
    struct sockaddr_in own;
    char line[1024];
    DWORD size = 0, there, done;
    WSADATA ignored;
    SOCKET s;
    int is_bound;
    WSAStartup(MAKEWORD(2, 2), &ignored);
    s = socket(AF_INET, SOCK_DGRAM, 0);
    memset(&own, 0, sizeof own);
    own.sin_family = AF_INET;
    own.sin_port = htons(53);
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_bound = bind(s, (const struct sockaddr *)&own, sizeof own) == 0;
    for (;;) {
        struct timeval bound = {0, 10000};
        fd_set reading;
        FD_ZERO(&reading);
        reading.fd_array[reading.fd_count++] = s;
        if (select(0, &reading, NULL, NULL, &bound) > 0) take_question(s);
        if (!PeekNamedPipe(input, NULL, 0, NULL, &there, NULL)) return 0;
        if (there == 0) continue;
        if (!ReadFile(input, line + size, (DWORD)sizeof line - 1 - size, &done, NULL)) return 0;
        size += done;
        if (size == 0 || line[size - 1] != '\n') continue;
        line[size - 1] = 0;
        size = 0;
        if (is_bound && obey(s, line))
            WriteFile(output, "yes", 3, &done, NULL);
        else
            WriteFile(output, "no", 2, &done, NULL);
    }
}
)C"},
});

}  // namespace

std::span<const Helper> name_server_helpers() {
    return helpers;
}

}  // namespace wsconform::reproduce
