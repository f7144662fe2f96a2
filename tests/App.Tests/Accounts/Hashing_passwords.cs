using System.Buffers.Binary;
using Guildhall.Accounts.Credentials;
using Guildhall.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Accounts;

/// <summary>As an operator's installation does it: the one of all other scenarios hashes cheaply.</summary>
[Trait("Database", "none")]
public sealed class Hashing_passwords : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guildhall-hashing-");

    public void Dispose() => _folder.Delete(recursive: true);

    private Microsoft.AspNetCore.Builder.WebApplication Build(params string[] settings) => Server.Build([$"--Guildhall:Data={_folder.FullName}", .. settings]);

    [Fact]
    public async Task Takes_210000_rounds()
    {
        await using var app = Build();

        Assert.Equal(210_000, RoundsOf(app.Services));
    }

    [Fact]
    public async Task Takes_as_many_more_as_the_operator_says()
    {
        await using var app = Build("--Guildhall:Accounts:PasswordIterations=300000");

        Assert.Equal(300_000, RoundsOf(app.Services));
    }

    [Theory, InlineData("209999"), InlineData("1"), InlineData("0"), InlineData("-1")]
    public async Task Takes_no_fewer_whatever_the_operator_says(string rounds)
    {
        await using var app = Build("--Guildhall:Accounts:PasswordIterations=" + rounds);

        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("PasswordIterations", refused.Message);
    }

    private static int RoundsOf(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var hash = Convert.FromBase64String(scope.ServiceProvider.GetRequiredService<PasswordHashing>().HashPassword(Account.Nobody(), "x"));

        // Identity's version 3: 0x01, then the function (2 is HMAC-SHA512) and the rounds as big-endian numbers.
        Assert.Equal((1, 2), (hash[0], BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1))));
        return BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5));
    }
}
