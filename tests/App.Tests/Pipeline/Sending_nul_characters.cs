using System.Net;
using System.Text;
using Guildhall.App.Tests.Communities;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>U+0000, which PostgreSQL keeps in no text.</summary>
public class Sending_nul_characters(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Loses_them_from_a_form_and_nothing_else()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        (await owner.SubmitAsync($"{library.Path}/manage/articles/new",
            ("title", "A ti\0tle"), ("markdown", "Words that\0 took an hour.\0"), ("space", "announcements"), ("do", "save"))).ShouldRedirect();

        var article = await library.InAsync<AppDb, Article>(db => db.Set<Article>().SingleAsync());
        Assert.Equal(("A title", "Words that took an hour."), (article.Title, article.Markdown));
    }

    [Fact]
    public async Task Keeps_the_picture_that_came_along()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        var page = await owner.SubmitAsync($"{library.Path}/manage/articles/new", ("markdown", "Ty\0ped."), ("picture", new Upload("a.png", Folder.Png)), ("do", "upload"));

        Assert.StartsWith("Typed.", page.ShouldBe(HttpStatusCode.OK).TextOf("#field-markdown"));
        Assert.Contains($"]({library.Path}/files/", page.TextOf("#field-markdown"));
    }

    [Theory]
    [InlineData("/manage/rules", "rules")]
    [InlineData("/manage/settings", "description")]
    public async Task Saves_other_forms_too(string page, string field)
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();

        (await owner.SubmitAsync(guild.Path + page, (field, "Be\0 kind."))).ShouldRedirect();

        Assert.Contains("Be kind.", (await owner.GetAsync(guild.Path + page)).Text);
    }

    [Fact]
    public async Task Finds_them_wherever_the_network_parts_a_form()
    {
        const string Form = "a=x%00y&b=%00%00&c=%01%0&d=%";
        for (var size = 3; size < Form.Length; size++)
        {
            var clean = new MemoryStream();
            var body = new NulFreeBody(new MemoryStream(Encoding.ASCII.GetBytes(Form)));
            var buffer = new byte[size];
            while (await body.ReadAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
                clean.Write(buffer, 0, read);

            Assert.Equal("a=xy&b=&c=%01%0&d=%", Encoding.ASCII.GetString(clean.ToArray()));
        }
    }

    [Theory]
    [InlineData("en", "U+0000, which is not allowed"), InlineData("zh", "任何文本都不能包含它")]
    public async Task Is_refused_to_programs_at_the_field(string language, string message)
    {
        var guild = await Guild.OpenAsync(app);
        var program = await (await guild.TokenAsync("communities:write", "tiers:write")).ChoosesAsync(language);

        var text = await program.SendAsync(Guild.Json(HttpMethod.Patch, guild.Api, """{"description":"Be\u0000 kind."}"""));
        var list = await program.PostAsync(guild.Api + "/tiers",
            new { name = "Fellow", rank = 40, monthPrice = 100, benefits = new[] { "One", "T\0wo" } });

        text.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "nul_in_text");
        Assert.Equal("description", text.Json.GetProperty("field").GetString());
        Assert.Contains(message, text.Json.GetProperty("title").GetString());
        list.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "nul_in_text");
        Assert.Equal("benefits", list.Json.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("/manage/members?q=a%00b"), InlineData("/manage/members?q=%%0000"), InlineData("/search?q=a%00b"), InlineData("/search?q=%00")]
    public async Task Finds_what_the_rest_of_a_query_finds(string address)
    {
        var guild = await Guild.OpenAsync(app);

        (await (await guild.OwnerAsync()).GetAsync(guild.Path + address)).ShouldBe(HttpStatusCode.OK);
    }
}
