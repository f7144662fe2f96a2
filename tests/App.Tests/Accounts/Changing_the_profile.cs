using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Accounts;

public class Changing_the_profile(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Shows_at_once()
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());

        (await browser.SubmitAsync("/account/settings", ("name", "黎明"), ("language", "zh"), ("timeZone", "Europe/Berlin"))).ShouldBe(HttpStatusCode.SeeOther);

        var page = await browser.GetAsync("/account");
        Assert.Equal("黎明", page.TextOf("h1"));
        Assert.Equal("zh-CN", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Europe/Berlin", page.Text);
    }

    [Fact]
    public async Task The_language_chosen_at_the_foot_of_a_page_is_spoken_on_the_next_device_too()
    {
        var li = await app.MemberAsync();
        using (var browser = await app.SignInAsync(li))
            await browser.ChoosesAsync("zh");

        using var other = await app.SignInAsync(li);

        Assert.Equal("zh-CN", (await other.GetAsync("/account")).Document.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("name", " ", "Enter your name.")]
    [InlineData("timeZone", "Mars/Olympus", "Choose a time zone from the list, such as Asia/Shanghai.")]
    [InlineData("timeZone", "../../etc/passwd", "Choose a time zone from the list, such as Asia/Shanghai.")]
    [InlineData("language", "xx", "Choose one of the languages.")]
    public async Task Is_refused_at_the_field(string field, string value, string message)
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());

        var answer = await browser.SubmitAsync("/account/settings", (field, value));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(message, answer.TextOf($"#field-{field}-error"));
    }

    [Fact]
    public async Task Takes_another_address_with_the_password()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);

        (await browser.SubmitAsync("/account/settings", ("email", "another@example.org"), ("password", Person.Password))).ShouldBe(HttpStatusCode.SeeOther);

        (await app.Visitor().SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password)))
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Visitor().SubmitAsync("/sign-in", ("email", "ANOTHER@example.org"), ("password", Person.Password))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Takes_no_address_without_the_password_nor_anothers()
    {
        var wang = await app.MemberAsync();
        using var browser = await app.SignInAsync(await app.MemberAsync());

        var unproven = await browser.SubmitAsync("/account/settings", ("email", "free@example.org"), ("password", "wrong"));
        var taken = await browser.SubmitAsync("/account/settings", ("email", wang.Email), ("password", Person.Password));

        Assert.Equal("This is not your password.", unproven.TextOf("#field-password-error"));
        Assert.Equal("This email address can't be used.", taken.TextOf("#field-email-error"));
    }
}
