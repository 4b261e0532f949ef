using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Reporting;

public sealed class ParticleTests
{
    [Theory]
    [InlineData("브로커 1", "브로커 1은")]
    [InlineData("브로커 2", "브로커 2는")]
    [InlineData("브로커 3", "브로커 3은")]
    [InlineData("토픽", "토픽은")]
    [InlineData("파티션 10", "파티션 10은")]
    [InlineData("'주문'", "'주문'은")]
    [InlineData("컨슈머(둘째)", "컨슈머(둘째)는")]
    [InlineData("orders", "orders은(는)")]
    [InlineData("", "은(는)")]
    public void Topic_follows_the_reading(string word, string expected) => Assert.Equal(expected, Particle.EunNeun(word));

    [Fact]
    public void Each_particle_has_its_two_forms()
    {
        Assert.Equal("파일을", Particle.EulReul("파일"));
        Assert.Equal("브로커를", Particle.EulReul("브로커"));
        Assert.Equal("토픽이", Particle.IGa("토픽"));
        Assert.Equal("9가", Particle.IGa(9));
        Assert.Equal("8과", Particle.GwaWa(8));
        Assert.Equal("4와", Particle.GwaWa(4));
    }

    [Fact]
    public void Towards_takes_the_short_form_after_rieul()
    {
        Assert.Equal("브로커 1로", Particle.EuroRo("브로커 1"));
        Assert.Equal("브로커 2로", Particle.EuroRo("브로커 2"));
        Assert.Equal("브로커 3으로", Particle.EuroRo("브로커 3"));
        Assert.Equal("서울로", Particle.EuroRo("서울"));
        Assert.Equal("부산으로", Particle.EuroRo("부산"));
    }
}
