using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Moderation;

/// <summary>What people say to the queue of a forum.</summary>
internal static class Desk
{
    public static string QueueOf(Forum forum) => $"{forum.Api}/manage/reports";

    public static string PageOf(Forum forum) => $"{forum.Path}/manage/reports";

    public static Task<Answer> ReportAsync(this Forum forum, Client who, string thing, string reason = "spam", string? note = null) =>
        who.PostAsync($"{forum.Api}/reports", new { thing, reason, note });

    public static Task<Answer> DecideAsync(
        this Forum forum, Client who, long one, string verdict, string? note = null, object? sanction = null) =>
        PutAsync(who, $"{QueueOf(forum)}/{one}/verdict", new { verdict, note, sanction });

    public static async Task<List<JsonElement>> CasesAsync(this Forum forum, Client who, string filter = "open") =>
        [.. (await who.GetAsync($"{QueueOf(forum)}?filter={filter}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    /// <summary>The only open case; gives its id.</summary>
    public static async Task<long> CaseAsync(this Forum forum, Client who) =>
        Assert.Single(await forum.CasesAsync(who)).GetProperty("id").GetInt64();

    /// <summary>What was decided about somebody's own, the newest first.</summary>
    public static async Task<List<JsonElement>> OwnAsync(this Forum forum, Client who, string what = "verdicts") =>
        [.. (await who.GetAsync($"{forum.Api}/{what}/mine")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    public static Task<Answer> PutAsync(Client who, string path, object? json = null) =>
        who.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = json is null ? null : JsonContent.Create(json) });
}
