// Carries packets between two TUN devices, each a given time after it came. Whole IP packets, so that windows, queues and acknowledgements of TCP are
// those of a path of that length; a proxy that ends TCP on this side would hide them.
//   delay DEVICE DEVICE MILLISECONDS
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

// The largest that segmentation offload hands over, with its headers.
enum { PACKET = 70000, QUEUE = 8192, SEND_BUFFER = 64 << 20 };

struct packet {
  int length;
  struct timespec due;
};

// One direction: a thread reads into the ring, another writes out of it when the time has come.
struct direction {
  int from, to;
  char *bytes;
  struct packet ring[QUEUE];
  unsigned long head, tail;
  pthread_mutex_t gate;
  pthread_cond_t filled;
};

static long delay_ns;

static struct timespec later(struct timespec time) {
  time.tv_nsec += delay_ns;
  time.tv_sec += time.tv_nsec / 1000000000L;
  time.tv_nsec %= 1000000000L;
  return time;
}

static int open_device(const char *name) {
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR};
  int send_buffer = SEND_BUFFER;
  int device = open("/dev/net/tun", O_RDWR);
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  if (device < 0 || ioctl(device, TUNSETIFF, &request) < 0 || ioctl(device, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6) < 0 ||
      ioctl(device, TUNSETSNDBUF, &send_buffer) < 0) {
    perror(name);
    exit(1);
  }
  return device;
}

static void *take(void *argument) {
  struct direction *way = argument;
  static __thread char dropped[PACKET];
  for (;;) {
    pthread_mutex_lock(&way->gate);
    int is_full = way->head - way->tail == QUEUE;
    pthread_mutex_unlock(&way->gate);
    struct packet *next = &way->ring[way->head % QUEUE];
    int length = read(way->from, is_full ? dropped : way->bytes + (way->head % QUEUE) * PACKET, PACKET);
    if (length <= 0) {
      // The device is not up yet.
      usleep(1000);
      continue;
    }
    if (is_full)
      continue;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    next->length = length;
    next->due = later(now);
    pthread_mutex_lock(&way->gate);
    way->head++;
    pthread_cond_signal(&way->filled);
    pthread_mutex_unlock(&way->gate);
  }
}

static void *give(void *argument) {
  struct direction *way = argument;
  for (;;) {
    pthread_mutex_lock(&way->gate);
    while (way->head == way->tail)
      pthread_cond_wait(&way->filled, &way->gate);
    pthread_mutex_unlock(&way->gate);
    struct packet *next = &way->ring[way->tail % QUEUE];
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next->due, NULL) == EINTR)
      ;
    // What the other side does not take is lost, as on any link.
    if (write(way->to, way->bytes + (way->tail % QUEUE) * PACKET, next->length) < 0 && errno != EIO)
      perror("write");
    pthread_mutex_lock(&way->gate);
    way->tail++;
    pthread_mutex_unlock(&way->gate);
  }
}

int main(int count, char **arguments) {
  static struct direction ways[2];
  if (count != 4) {
    fprintf(stderr, "delay DEVICE DEVICE MILLISECONDS\n");
    return 2;
  }
  int one = open_device(arguments[1]), other = open_device(arguments[2]);
  delay_ns = (long)(atof(arguments[3]) * 1e6);
  for (int i = 0; i < 2; i++) {
    pthread_t thread;
    ways[i].from = i == 0 ? one : other;
    ways[i].to = i == 0 ? other : one;
    ways[i].bytes = malloc((size_t)QUEUE * PACKET);
    pthread_mutex_init(&ways[i].gate, NULL);
    pthread_cond_init(&ways[i].filled, NULL);
    if (ways[i].bytes == NULL || pthread_create(&thread, NULL, take, &ways[i]) != 0 || pthread_create(&thread, NULL, give, &ways[i]) != 0) {
      perror("delay");
      return 1;
    }
  }
  for (;;)
    pause();
}
