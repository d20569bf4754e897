import { createServer, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isListed, requireAllowed } from './allowed-host.ts'
import { type HttpClient, openHttp } from './http-client.ts'
import { isPublicAddress } from './public-address.ts'
import { publicLookup } from './public-lookup.ts'

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  test('a name is refused where it is resolved', async () => {
    const error = await new Promise((resolve) => publicLookup('localhost', {}, resolve))
    expect(String(error)).toContain('an address that is not public')
  })
})

describe('hosts', () => {
  test('are listed by name, or below one', () => {
    expect(isListed('api.example.com', ['api.example.com'])).toBe(true)
    expect(isListed('API.Example.com', ['*.example.com'])).toBe(true)
    expect(isListed('example.com', ['*.example.com'])).toBe(false)
    expect(isListed('evilexample.com', ['*.example.com'])).toBe(false)
  })

  test.each([
    'http://api.example.com/',
    'https://other.example/',
    'https://user:secret@api.example.com/',
    'https://api.example.com:8443/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
  ])('%s is not asked', (url) =>
    expect(() =>
      requireAllowed(new URL(url), ['api.example.com', '10.0.0.1', '[::1]', '127.0.0.1']),
    ).toThrow(),
  )

  test('nothing but this machine stands in for them', () => {
    expect(() => openHttp({ replayAt: new URL('http://192.168.0.2/') })).toThrow('127.0.0.1')
  })
})

describe('answers', () => {
  let server: Server
  let http: HttpClient
  const hosts = ['api.example.com', 'files.example.com']
  const ask = (path: string) =>
    http.send({
      method: 'GET',
      url: new URL(`https://api.example.com${path}`),
      headers: { authorization: 'x' },
      hosts,
      unpackFile: !path.endsWith('-as-it-is'),
    })
  const read = async (path: string) => {
    const { body } = await ask(path)
    let size = 0
    for await (const chunk of body) size += chunk.length
    return size
  }
  const seen: { host: string; authorization: string | undefined }[] = []

  beforeAll(async () => {
    const packed = gzipSync('fine')
    const zeros = gzipSync(Buffer.alloc(100 * 2 ** 20))
    server = createServer((request, response) => {
      const [, host = '', path = ''] = (request.url ?? '').split('/')
      seen.push({ host, authorization: request.headers.authorization })
      const to = (location: string) => response.writeHead(302, { location }).end()
      if (path === 'there') to('https://files.example.com/here')
      else if (path === 'away') to('https://evil.example/here')
      else if (path === 'plain') to('http://api.example.com/here')
      else if (path === 'round') to('/round')
      else if (path === 'bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(zeros)
      else if (path === 'file.gz') response.end(packed)
      else if (path === 'file.gz-as-it-is') response.end(packed)
      else if (path === 'half.gz') response.end(packed.subarray(0, packed.length - 9))
      else if (path === 'bomb.gz') response.end(zeros)
      else if (path === 'short') response.end('\x1f')
      else if (path === 'huge') response.end(Buffer.alloc(3 * 2 ** 20))
      else if (path === 'odd') response.writeHead(200, { 'content-encoding': 'compress' }).end('x')
      else response.end('fine')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    http = openHttp({ replayAt: new URL(`http://127.0.0.1:${port}`), limits: { received: 2 ** 20 } })
  })
  afterAll(async () => {
    await http.close()
    server.closeAllConnections()
    server.close()
  })

  test('a redirect is followed to a declared host, without what proves who asks', async () => {
    expect(await read('/there')).toBe(4)
    expect(seen.at(-1)).toEqual({ host: 'files.example.com', authorization: undefined })
  })

  test('a gzip file is unpacked where that is asked for', async () => {
    expect(await read('/file.gz')).toBe(4)
    expect(await read('/file.gz-as-it-is')).toBe(gzipSync('fine').length)
    expect(await read('/short')).toBe(1)
  })

  test.each(['/away', '/plain', '/round'])('a redirect of %s is refused', async (path) => {
    await expect(read(path)).rejects.toMatchObject({ problem: 'refused' })
    expect(seen.some(({ host }) => host === 'evil.example')).toBe(false)
  })

  test.each([
    ['/bomb', 'too_large'],
    ['/bomb.gz', 'too_large'],
    ['/half.gz', 'cut'],
    ['/huge', 'too_large'],
    ['/odd', 'refused'],
  ])('%s is refused as %s', async (path, problem) => {
    await expect(read(path)).rejects.toMatchObject({ problem })
  })
})
