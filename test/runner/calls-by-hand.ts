// The calls of the example that docs/EVENTS.md reads line by line, and that tests reckon by hand.

export const CALLS = `time_ms,target,duration_ms
0,api:live,500
100,api:live,50
200,api:live,50
1000,api:1,1500
2500,api:1,100
5000,api:live,300
5100,api:live,100
6000,api:live,100
9000,api:1,100
`;
