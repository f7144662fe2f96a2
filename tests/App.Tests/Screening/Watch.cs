using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Screening;

/// <summary>A forum with a list of watched words that is on, and its owner at a program.</summary>
internal sealed class Watch
{
    private readonly GuildhallApp _app;

    private Watch(GuildhallApp app, Forum forum, Client owner) => (_app, Forum, Owner) = (app, forum, owner);

    public Forum Forum { get; }

    public Client Owner { get; }

    public long List { get; private set; }

    public string Api => $"{Forum.Api}/manage/screening";

    public static async Task<Watch> OpenAsync(GuildhallApp app, params string[] words)
    {
        var forum = await Forum.OpenAsync(app);
        var watch = new Watch(app, forum, await forum.SignedInAsync("owner"));
        if (words.Length == 0)
            return watch;
        watch.List = (await watch.Owner.PostAsync($"{watch.Api}/lists", new { name = "Words" })).ShouldBe(HttpStatusCode.Created)
            .Json.GetProperty("id").GetInt64();
        await watch.AddAsync(words);
        await watch.SwitchOnAsync();
        return watch;
    }

    public async Task AddAsync(params string[] words) =>
        (await Owner.PostAsync($"{Api}/words", new { list = List, words = words.Select(w => new { text = w }) })).ShouldBe(HttpStatusCode.OK);

    /// <summary>Tries the list as it is and switches it on.</summary>
    public async Task SwitchOnAsync() => await ActivateAsync(await TryAsync($"lists/{List}", new { }));

    /// <summary>Tries a rule with these terms and switches it on.</summary>
    public async Task RuleAsync(string rule, object terms) => await ActivateAsync(await TryAsync($"rules/{rule}", terms));

    /// <returns>The trial's id, once it is done.</returns>
    public async Task<long> TryAsync(string what, object terms)
    {
        var started = await Owner.PostAsync($"{Api}/{what}/trials", terms);
        await _app.SettleAsync();
        return started.ShouldBe(HttpStatusCode.Accepted).Json.GetProperty("id").GetInt64();
    }

    public async Task<Answer> ActivationAsync(long trial) =>
        await Owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{Api}/trials/{trial}/activation"));

    /// <summary>Opens a topic; says whether it is held.</summary>
    public async Task<bool> HoldsAsync(Client who, string body, string title = "A title") =>
        (await who.PostAsync($"{Forum.Api}/topics", new { space = "talk", title, body })).ShouldBe(HttpStatusCode.Created)
            .Json.GetProperty("held").GetBoolean();

    private async Task ActivateAsync(long trial) => (await ActivationAsync(trial)).ShouldBe(HttpStatusCode.NoContent);
}
