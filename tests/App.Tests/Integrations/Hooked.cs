using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Content.Articles;
using Guildhall.Content.Writing;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Integrations;

/// <summary>A community whose owner has programs that want to hear.</summary>
internal sealed class Hooked(GuildhallApp app) : TestCommunity(app)
{
    public static readonly string Published = Activity.KindOf(typeof(ArticlePublished));

    public Client Program { get; private set; } = null!;

    public string Endpoints => Api + "/manage/webhook-endpoints";

    public static async Task<Hooked> OpenAsync(GuildhallApp app)
    {
        var hooked = new Hooked(app);
        await hooked.OpenAsync(new NewCommunity("Guild", $"hooked-{Next()}", "", CommunityKind.Technical, "indigo", "en", "UTC", "EUR"));
        hooked.Program = await hooked.ProgramAsync("owner", "communities:read", "communities:write");
        return hooked;
    }

    public async Task<(long Id, string Secret)> WantsAsync(string url, params string[] events)
    {
        var made = (await Program.PostAsync(Endpoints, new { url, events })).ShouldBe(HttpStatusCode.Created).Json;
        return (made.GetProperty("id").GetInt64(), made.GetProperty("secret").GetString()!);
    }

    public async Task<long> PublishesAsync(string title)
    {
        var text = new ArticleText(title, null, Community.Spaces[0].Id, ArticleAccess.Space, null, "en", "Words.");
        var owner = await PersonAsync("owner");
        return await InAsync<IServiceProvider, long>(async services =>
        {
            services.GetRequiredService<CurrentMember>().Enter(new Viewer(owner));
            return await services.GetRequiredService<CreateArticle>().RunAsync(text, owner, App.Clock.Now);
        });
    }

    /// <summary>The newest delivery of the endpoint.</summary>
    public async Task<JsonElement> LastAsync(long endpoint) =>
        (await Program.GetAsync($"{Endpoints}/{endpoint}/deliveries")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items")[0];
}
