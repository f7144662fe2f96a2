using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Growth.Books;

namespace Guildhall.App.Tests.Growth;

/// <summary>What people do with the points of a forum.</summary>
internal static class Growing
{
    /// <summary>Points are given from now on; gives the owner's browser.</summary>
    public static async Task<Client> BeginsPointsAsync(this Forum forum, string preset = "balanced")
    {
        var owner = await forum.SignedInAsync("owner");
        (await Replying.PutAsync(owner, $"{forum.Api}/manage/points/program", new { preset })).ShouldBe(HttpStatusCode.NoContent);
        return owner;
    }

    /// <summary>Sets what deeds earn, by their words.</summary>
    public static Task<Answer> RulesAsync(
        this Forum forum, Client owner, object[] rules, string minTrust = "new", int? dailyPoints = null, int? validMonths = null) =>
        Replying.PutAsync(owner, $"{forum.Api}/manage/points/rules", new { rules, minTrust, dailyPoints, validMonths });

    public static async Task<JsonElement> StandingAsync(this Forum forum, Client who) =>
        (await who.GetAsync($"{forum.Api}/points")).ShouldBe(HttpStatusCode.OK).Json;

    public static async Task<long> BalanceAsync(this Forum forum, Client who) =>
        (await forum.StandingAsync(who)).GetProperty("balance").GetInt64();

    public static async Task<int> LevelAsync(this Forum forum, Client who) =>
        (await forum.StandingAsync(who)).GetProperty("level") is { ValueKind: JsonValueKind.Object } level ? level
            .GetProperty("number").GetInt32() : 0;

    /// <summary>Lines of the history as "reason amount", the newest first.</summary>
    public static async Task<List<string>> HistoryAsync(this Forum forum, Client who) =>
    [
        .. (await who.GetAsync($"{forum.Api}/points/history?limit=100")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(i => $"{i.GetProperty("reason").GetString()} {i.GetProperty("amount").GetInt64()}"),
    ];

    public static Task<Answer> GivesPointsAsync(this Forum forum, Client owner, string name, long points, string reason = "Thank you") =>
        owner.PostAsync($"{forum.Api}/manage/points/adjustments", new { memberId = forum.IdOf(name), points, reason });

    public static async Task<long> OffersAsync(this Forum forum, Client owner, object reward) =>
        (await owner.PostAsync($"{forum.Api}/manage/points/rewards", reward)).ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();

    public static Task<Answer> RedeemsAsync(this Forum forum, Client who, long reward, string? key = null, long? topicId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/points/rewards/{reward}/redemptions")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { topicId }),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return who.SendAsync(request);
    }

    public static Task<Answer> VotesAsync(this Forum forum, Client who, long reply, int value = 1) =>
        Replying.PutAsync(who, $"{forum.Api}/replies/{reply}/vote", new { value });

    public static Task<Answer> AcceptsAsync(this Forum forum, Client who, long question, long? reply) =>
        Replying.PutAsync(who, $"{forum.Api}/topics/{question}/accepted-answer", new { reply });

    /// <summary>The ledger agrees with itself and with what follows from it.</summary>
    public static async Task BooksShouldBeSoundAsync(this Forum forum) =>
        Assert.Empty(await forum.InAsync<CheckPoints, IReadOnlyList<string>>(check => check.RunAsync(default)));
}
