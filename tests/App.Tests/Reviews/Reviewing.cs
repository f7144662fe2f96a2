using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Reviews;

/// <summary>Posts diffs in a forum and works on them.</summary>
internal static class Reviewing
{
    /// <summary>Changes two lines of a program and adds one; a picture beside it.</summary>
    public const string Diff = """
        diff --git a/src/Greeter.cs b/src/Greeter.cs
        index 1111111..2222222 100644
        --- a/src/Greeter.cs
        +++ b/src/Greeter.cs
        @@ -1,5 +1,6 @@ class Greeter
         public string Greet(string name)
         {
        -    return "Hi " + name;
        +    var greeting = "Hello " + name;
        +    return greeting;
         }
         // end
        diff --git a/logo.png b/logo.png
        new file mode 100644
        index 0000000..3333333
        Binary files /dev/null and b/logo.png differ

        """;

    /// <summary>Posts a diff for review; gives the topic's id.</summary>
    public static async Task<long> ReviewAsync(
        this Forum forum, Client who, string diff = Diff, string space = "talk", string title = "Greet politely")
    {
        var opened = await who.PostAsync($"{forum.Api}/topics", new { space, title, body = "Please look.", kind = "review", diff });
        return opened.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
    }

    public static string ReviewPath(this Forum forum, long topic) => $"{forum.Path}/reviews/{topic}";

    public static string ReviewApi(this Forum forum, long topic) => $"{forum.Api}/reviews/{topic}";

    public static async Task<JsonElement> ReadReviewAsync(this Forum forum, Client who, long topic) =>
        (await who.GetAsync(forum.ReviewApi(topic))).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>Comments on lines of the new side of the program; gives the comment's id.</summary>
    public static async Task<long> CommentAsync(
        this Forum forum, Client who, long topic, string body, int from, int? to = null, string side = "new", long? replyTo = null)
    {
        var made = await who.PostAsync($"{forum.ReviewApi(topic)}/comments", new { file = "src/Greeter.cs", side, from, to, body, replyTo });
        return made.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
    }
}
