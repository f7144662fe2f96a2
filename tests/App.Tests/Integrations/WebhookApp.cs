using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Integrations;

/// <summary>
/// The program on a machine whose own address 127.0.0.1 is allowed, as an operator may allow it; nothing else private is.
/// </summary>
public sealed class WebhookApp : GuildhallApp
{
    protected override IEnumerable<string> Settings => ["--Guildhall:Outbound:Allow=127.0.0.1"];
}
