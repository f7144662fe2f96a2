using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

public class Rendering_markdown
{
    [Fact]
    public void Smoke()
    {
        var r = MarkdownRenderer.Render("""
            # 标题

            第一段 **粗** `code` [x](javascript:alert(1)) [y](https://e.org/a?b=1&c=2) [z](#标题) 设$x^2$为 <b>raw <T> x

            $$a+b$$

            | a | b |
            |--:|---|
            | 1 | 2 |

            <!-- paywall -->

            ```java
            int x = 1 < 2;
            ```

            ```mermaid
            graph TD
            ```

            - [x] done
            - [ ] todo[^1]

            <details><summary>more</summary>

            inner <img src="images\a.png" onerror=alert(1) style="zoom:50%">

            </details>

            [^1]: note
            """);
        TestContext.Current.TestOutputHelper!.WriteLine(r.FullHtml);
        TestContext.Current.TestOutputHelper!.WriteLine("-----" + r.PreviewHtml + "\n----" + r.Excerpt + "|" + r.WordCount + string.Join(",", r.LinkTargets) + string.Join(",", r.ImageTargets));
        Assert.True(r.HasDivider);
    }
}
