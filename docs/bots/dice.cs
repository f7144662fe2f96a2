// A bot that throws dice. .NET 10 or newer, nothing to install: dotnet run dice.cs
#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

var community = Environment.GetEnvironmentVariable("GUILDHALL_COMMUNITY");
using var http = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("GUILDHALL_URL")!), Timeout = Timeout.InfiniteTimeSpan };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("GUILDHALL_TOKEN"));

var declared = await http.PutAsJsonAsync($"/api/communities/{community}/bots/me/commands", new
{
    commands = new[]
    {
        new
        {
            name = "dice",
            description = "Throws a die",
            options = new[] { new { name = "sides", description = "6 if you don't say", kind = "number" } },
        },
    },
});
declared.EnsureSuccessStatusCode();

var last = "";
while (true)
{
    try
    {
        await ListenAsync();
    }
    catch (HttpRequestException error) when (error.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound))
    {
        // The line broke, or the site restarts.
    }
    catch (IOException)
    {
    }
    await Task.Delay(TimeSpan.FromSeconds(2));
}

// Reads events until the stream ends; the next one goes on after the last id.
async Task ListenAsync()
{
    using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
    request.Headers.Accept.ParseAdd("text/event-stream");
    if (last.Length > 0)
        request.Headers.Add("Last-Event-ID", last);
    using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    response.EnsureSuccessStatusCode();
    using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
    var (name, data) = ("", "");
    while (await stream.ReadLineAsync() is { } line)
    {
        if (line.StartsWith("id: "))
            last = line[4..];
        else if (line.StartsWith("event: "))
            name = line[7..];
        else if (line.StartsWith("data: "))
            data = line[6..];
        else if (line.Length == 0 && name.Length > 0)
        {
            if (name == "open")
                Console.WriteLine("listening");
            else if (name == "over")
                Environment.Exit(1); // the token was revoked
            else if (name is "bots.command_used" or "bots.button_pressed")
                await AnswerAsync(name, JsonDocument.Parse(data).RootElement.GetProperty("data"));
            name = "";
        }
    }
}

// Answers by the ticket, within three seconds.
async Task AnswerAsync(string happened, JsonElement asked)
{
    var sides = happened == "bots.command_used" && asked.GetProperty("options").TryGetProperty("sides", out var typed) ? typed.GetDecimal() : 6;
    object answer = sides is >= 2 and <= 1000
        ? new
        {
            message = $"🎲 {Random.Shared.Next(1, (int)sides + 1)}",
            visibility = "everyone",
            buttons = new[] { new { label = "Throw again", action = "again", style = "primary" } },
        }
        : new { message = "A die has 2 to 1000 sides.", visibility = "asker" };
    using var response = await http.PostAsJsonAsync($"/api/interactions/{asked.GetProperty("ticket").GetString()}/answer", answer);
    if (!response.IsSuccessStatusCode)
        Console.WriteLine($"not answered: {(int)response.StatusCode}"); // 410: too late, 409: answered before
}
