// SPDX-License-Identifier: Apache-2.0

// The sources of a clause: what the tags of the catalogue stand for, and where their pages are.

const LEARN = 'https://learn.microsoft.com/en-us/windows/win32/';
const SOURCES = {
  S0: 'page of WSACancelAsyncRequest', S1: 'older, complete page of WSACancelAsyncRequest',
  S2: 'page of WSPCancelBlockingCall', S3: 'degraded copy of the page of WSACancelAsyncRequest',
  S4: 'page of WSARecvDisconnect', E: 'table of Winsock error codes', H: 'headers of mingw-w64',
};
const ADDRESSES = {
  S0: LEARN + 'api/winsock2/nf-winsock2-wsacancelasyncrequest',
  S2: LEARN + 'api/ws2spi/nc-ws2spi-lpwspcancelblockingcall',
  S4: LEARN + 'api/winsock2/nf-winsock2-wsarecvdisconnect',
  E: LEARN + 'winsock/windows-sockets-error-codes-2',
};
/** Pages whose address does not follow from their name. */
const PAGES = {
  'hostent': 'winsock/ns-winsock-hostent', 'linger': 'winsock/ns-winsock-linger',
  'wsadata': 'winsock/ns-winsock-wsadata', 'wspdata': 'ws2spi/ns-ws2spi-wspdata',
  'wspproc_table': 'ws2spi/ns-ws2spi-wspproc_table',
  'wspupcalltable': 'ws2spi/ns-ws2spi-wspupcalltable',
  'wsaprotocol_info': 'winsock2/ns-winsock2-wsaprotocol_infoa',
  'wsaenumprotocols': 'winsock2/nf-winsock2-wsaenumprotocolsa',
  'wspstartup': 'ws2spi/nf-ws2spi-wspstartup',
};
/** Chapters that the catalogue calls by a shorter name. */
const CHAPTERS = {
  'compat-issues': 'windows-sockets-compatibility-issues',
  'compat-name-resolution-api':
    'compatible-name-resolution-for-tcp-ip-in-the-windows-sockets-1-1-api',
  'error-reporting': 'error-reporting-and-parameter-validation',
  'gethostbyname-spi': 'gethostbyname-function-in-the-spi',
  'getproto-api': 'getprotobyname-and-getprotobynumber-functions-in-the-api',
  'getserv-spi': 'getservbyname-and-getservbyport-functions-in-the-spi',
  'layered-protocols': 'layered-protocols-and-protocol-chains',
  'pseudo-blocking': 'pseudo-vs--true-blocking',
  'socket-attribute-flags': 'socket-attribute-flags-and-modes',
  'transport-configuration': 'transport-configuration-and-installation',
  'transport-division':
    'transport-division-of-responsibilities-between-dll-and-service-providers',
  'transport-mapping': 'transport-mapping-between-api-and-spi-functions',
  'upcalls': 'upcalls-exposed-by-windows-sockets-2-dll',
  'ws11-blocking-einprogress': 'windows-sockets-1-1-blocking-routines-and-einprogress',
};

/** "D/recv" as its two parts. */
function partsOf(tag) {
  return tag.split(/\/(.*)/s);
}

function sourceWords(tag) {
  const [kind, name] = partsOf(tag);
  if (kind === 'D') return 'reference page of ' + name + ', MicrosoftDocs/sdk-api';
  if (kind === 'W') return 'chapter ' + name + ', MicrosoftDocs/win32';
  if (kind === 'V11') return 'Windows Sockets 1.1 specification (1993), section ' + name;
  return SOURCES[tag] || '';
}

/** Where the page of a source is; empty if it is no page, or of no known address. */
function sourceAddress(tag) {
  const [kind, name] = partsOf(tag);
  if (kind === 'W') return LEARN + 'winsock/' + (CHAPTERS[name] || name) + '-2';
  if (kind !== 'D') return ADDRESSES[tag] || '';
  // Of the functions that a star stands for the table of contents lists all.
  if (name.endsWith('*')) return LEARN + 'api/winsock2/';
  if (PAGES[name]) return LEARN + 'api/' + PAGES[name];
  const place = name.startsWith('lpwsp') ? 'ws2spi/nc-ws2spi-' :
    name.startsWith('wpu') ? 'ws2spi/nf-ws2spi-' : 'winsock2/nf-winsock2-';
  return LEARN + 'api/' + place + name;
}

/** The tag, as a link where there is a page. */
function sourceLink(tag) {
  const address = sourceAddress(tag);
  return address ? outerLink(address, tag) : make('span', tag);
}

function sourceLinks(sources) {
  return sources.split(', ').flatMap((tag, i) => [i ? ', ' : '', sourceLink(tag)]);
}

function sourceList(sources) {
  return make('ul.sources', sources.split(', ').map((tag) =>
    make('li', sourceLink(tag), ' ', make('span.faint', sourceWords(tag)))));
}
