using System.Net;
using Guildhall.Bare;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

// Guildhall.Bare PORT PAGE TEXT STORE…
// The peers of an article page: Kestrel with nothing else around it.
//   /page            the bytes of the file PAGE, from memory
// /rows/I/SLUG the rows of that article by a raw query on the I-th STORE (a connection string), written into PAGE where the file TEXT
// stands in it
//   /topics/I/ID     the rows of that topic and of twenty replies by a raw query on the I-th STORE, one after another
//   /live, /tell     connections that stay open, and a POST whose body all of them get
var page = File.ReadAllBytes(args[1]);
var frame = Frame.Around(page, File.ReadAllBytes(args[2]));
var streams = new Streams();
var stores = args.Skip(3).Select(RawArticles.On).ToArray();
var topics = args.Skip(3).Select(RawTopics.On).ToArray();

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture));
});
await using var app = builder.Build();
app.Run(http => http.Request.Path.Value!.Split('/') switch
{
    ["", "page"] => WriteAsync(http, page),
    ["", "live"] => streams.HoldAsync(http),
    ["", "tell"] => streams.TellAsync(http),
    ["", "rows", var store, var slug] => WriteRowsAsync(http, stores[store[0] - '0'], slug),
    ["", "topics", var store, var id] => WriteTopicAsync(http, topics[store[0] - '0'], id),
    _ => NotFoundAsync(http),
});
await app.RunAsync();

async Task WriteRowsAsync(HttpContext http, RawArticles articles, string slug)
{
    if (await articles.FindAsync(slug) is { } row)
        await WriteAsync(http, frame.With(row));
    else
        await NotFoundAsync(http);
}

static async Task WriteTopicAsync(HttpContext http, RawTopics topics, string id) => await WriteAsync(http, await topics.ReadAsync(id));

static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
{
    http.Response.ContentType = "text/html; charset=utf-8";
    http.Response.ContentLength = bytes.Length;
    await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
}

static Task NotFoundAsync(HttpContext http)
{
    http.Response.StatusCode = 404;
    return Task.CompletedTask;
}
