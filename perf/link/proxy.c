// Forwards TCP connections and holds every byte back for some milliseconds, each way. Unlike the link beside it this is no network: both ends talk to the machine itself,
// so that TCP's slow start and its windows do not show, and what is left is the protocol's own waiting.
//   proxy TARGET-ADDRESS TARGET-PORT MILLISECONDS    prints the port on 127.0.0.1 that it listens on
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 1 << 18, PIECES = 256 };

struct way {
    int from, to;
    pthread_mutex_t gate;
    pthread_cond_t changed;
    unsigned first, count;
    struct { int64_t due; ssize_t length; char *bytes; } pieces[PIECES];
};

static int64_t delay;
static struct sockaddr_in target;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void *take(void *state) {
    struct way *way = state;
    for (ssize_t length = 1; length > 0;) {
        pthread_mutex_lock(&way->gate);
        while (way->count == PIECES) pthread_cond_wait(&way->changed, &way->gate);
        unsigned place = (way->first + way->count) % PIECES;
        pthread_mutex_unlock(&way->gate);
        if (!way->pieces[place].bytes) way->pieces[place].bytes = malloc(PIECE);
        length = read(way->from, way->pieces[place].bytes, PIECE);
        pthread_mutex_lock(&way->gate);
        way->pieces[place].length = length;
        way->pieces[place].due = now() + delay;
        way->count++;
        pthread_cond_signal(&way->changed);
        pthread_mutex_unlock(&way->gate);
    }
    return NULL;
}

static void *give(void *state) {
    struct way *way = state;
    for (;;) {
        pthread_mutex_lock(&way->gate);
        while (way->count == 0) pthread_cond_wait(&way->changed, &way->gate);
        unsigned place = way->first;
        pthread_mutex_unlock(&way->gate);
        int64_t wait = way->pieces[place].due - now();
        if (wait > 0) nanosleep(&(struct timespec){ wait / 1000000000LL, wait % 1000000000LL }, NULL);
        ssize_t length = way->pieces[place].length;
        if (length <= 0) {
            shutdown(way->to, SHUT_WR);
            return NULL;
        }
        for (ssize_t done = 0; done < length;) {
            ssize_t sent = send(way->to, way->pieces[place].bytes + done, length - done, MSG_NOSIGNAL);
            if (sent < 0) {
                shutdown(way->from, SHUT_RD);
                return NULL;
            }
            done += sent;
        }
        pthread_mutex_lock(&way->gate);
        way->first = (way->first + 1) % PIECES;
        way->count--;
        pthread_cond_signal(&way->changed);
        pthread_mutex_unlock(&way->gate);
    }
}

static void start(int from, int to) {
    struct way *way = calloc(1, sizeof *way);
    way->from = from;
    way->to = to;
    pthread_mutex_init(&way->gate, NULL);
    pthread_cond_init(&way->changed, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, take, way);
    pthread_create(&thread, NULL, give, way);
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    target = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons(atoi(arguments[2])) };
    inet_pton(AF_INET, arguments[1], &target.sin_addr);
    delay = atoi(arguments[3]) * 1000000LL;
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof here;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&here, size) || listen(listener, 64) || getsockname(listener, (struct sockaddr *)&here, &size)) return 1;
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    for (;;) {
        int client = accept(listener, NULL, NULL), server = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
        if (client < 0 || connect(server, (struct sockaddr *)&target, sizeof target)) return 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        start(client, server);
        start(server, client);
    }
}
