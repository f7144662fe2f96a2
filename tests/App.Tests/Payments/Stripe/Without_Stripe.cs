using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>Six megabytes that only an installation with Stripe shall load.</summary>
[Trait("Database", "sqlite")]
public class Without_Stripe(StripeApp app) : IClassFixture<StripeApp>
{
    private const string Library = "Stripe.net.dll";

    [Fact]
    public async Task Its_library_is_not_loaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files a process has loaded is read from /proc.");
        var folder = Directory.CreateTempSubdirectory("guildhall-test-");
        using var program = Start(folder.FullName, out var address);
        try
        {
            using var visitor = new Client(address);
            await ReadyAsync(visitor);
            (await visitor.GetAsync("/")).ToString();
            using var forged = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent("{}", Encoding.UTF8) };
            var webhook = await visitor.SendAsync(forged);

            var loaded = await File.ReadAllTextAsync($"/proc/{program.Id}/maps", TestContext.Current.CancellationToken);

            webhook.ShouldBe(HttpStatusCode.BadRequest);
            Assert.Contains("Guildhall.Payments.dll", loaded, StringComparison.Ordinal);
            Assert.DoesNotContain(Library, loaded, StringComparison.Ordinal);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_same_look_finds_it_where_it_is_used()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files a process has loaded is read from /proc.");
        await app.Processor.TestConnectionAsync(default);

        Assert.Contains(Library, await File.ReadAllTextAsync("/proc/self/maps", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Process Start(string folder, out Uri address)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        free.Stop();
        return Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "guildhall.dll"), "serve", $"--urls={address}", $"--Guildhall:Data={folder}"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task ReadyAsync(Client visitor)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                if ((await visitor.GetAsync("/health/ready")).Status == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet, and nothing tells when.
            }
            await Task.Delay(50, deadline.Token);
        }
    }
}
