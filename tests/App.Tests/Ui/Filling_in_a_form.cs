using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Forms;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Ui;

[Trait("Database", "none")]
public class Filling_in_a_form
{
    private readonly DefaultHttpContext http = new();

    [Fact]
    public async Task A_refusal_is_shown_at_its_field_in_the_reader_s_language()
    {
        var form = Form();

        var done = await form.TryAsync(() => throw Refused.AtField("title", "missing", "{0} is required.", "Title"));

        Assert.False(done);
        Assert.Equal("请填写Title。", form.Error("title"));
        Assert.Null(form.Error("slug"));
        Assert.Equal(422, http.Response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_of_the_whole_form_keeps_its_status()
    {
        var form = Form();

        await form.TryAsync(() => throw new Refused("taken", 409, "Copied"));

        Assert.Equal(("", "已复制"), Assert.Single(form.Errors));
        Assert.Equal(409, http.Response.StatusCode);
    }

    [Fact]
    public async Task Nothing_runs_while_a_field_is_wrong()
    {
        var form = Form();
        form.Add("title", "{0} is required.", "Title");
        var ran = false;

        await form.TryAsync(() => { ran = true; return Task.CompletedTask; });

        Assert.False(ran);
        Assert.Equal("请填写Title。", form.Error("title"));
    }

    [Fact]
    public async Task A_bug_is_not_mistaken_for_a_refusal() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Form().TryAsync(() => throw new InvalidOperationException()));

    private FormState Form() =>
        new(new HttpContextAccessor { HttpContext = http }, new TextCatalogue([typeof(Texts).Assembly]).In("zh"), new LoadTurn());
}
