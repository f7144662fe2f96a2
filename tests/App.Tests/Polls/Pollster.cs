using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Polls;

/// <summary>Makes polls in a forum.</summary>
internal static class Pollster
{
    /// <summary>Makes a poll; gives its id and the line for a text.</summary>
    public static async Task<(long Id, string Line, string Url)> PollAsync(this Forum forum, Client who, object poll)
    {
        var made = (await who.PostAsync($"{forum.Api}/polls", poll)).ShouldBe(HttpStatusCode.Created).Json;
        return (made.GetProperty("id").GetInt64(), made.GetProperty("line").GetString()!, made.GetProperty("url").GetString()!);
    }

    public static Task<Answer> VoteAsync(this Forum forum, Client who, long poll, params int[] options) =>
        Replying.PutAsync(who, $"{forum.Api}/polls/{poll}/ballots/mine", new { options });

    /// <summary>What a reader sees of the outcome; of kind null where nothing is seen yet.</summary>
    public static async Task<JsonElement> OutcomeAsync(this Forum forum, Client who, long poll) =>
        (await who.GetAsync($"{forum.Api}/polls/{poll}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("outcome");
}
