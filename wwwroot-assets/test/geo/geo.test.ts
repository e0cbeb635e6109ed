import assert from "node:assert/strict";
import { test } from "node:test";
import { extentOf } from "../../src/geo/extent";
import { latitudeOf, longitudeOf, mercatorX, mercatorY, nearestCopy } from "../../src/geo/mercator";
import { bearing, distance } from "../../src/geo/sphere";

test("mercator_thereAndBack_isTheSamePlace", () => {
  for (const [latitude, longitude] of [[48.15, 17.1], [-33.9, 151.2], [0, -179.99], [85, 0]] as const) {
    assert.ok(Math.abs(latitudeOf(mercatorY(latitude)) - latitude) < 1e-9);
    assert.ok(Math.abs(longitudeOf(mercatorX(longitude)) - longitude) < 1e-9);
  }
});

test("mercatorY_pole_isFinite", () => {
  assert.ok(Number.isFinite(mercatorY(90)) && Number.isFinite(mercatorY(-90)));
});

test("nearestCopy_otherSideOfTheDateLine_isNext", () => {
  assert.ok(Math.abs(nearestCopy(0.01, 0.99) - 1.01) < 1e-12);
  assert.ok(Math.abs(nearestCopy(0.99, 0.01) + 0.01) < 1e-12);
});

test("distance_viennaToBratislava_is55km", () => {
  assert.ok(Math.abs(distance(48.2082, 16.3738, 48.1486, 17.1077) - 54_900) < 500);
});

test("bearing_overTheDateLine_isEast", () => {
  assert.ok(Math.abs(bearing(0, 179.9, 0, -179.9) - 90) < 1e-6);
});

test("extentOf_overTheDateLine_isTheSmallBox", () => {
  assert.deepEqual(extentOf([10, -10], [179, -179]), { south: -10, west: 179, north: 10, east: 181 });
});

test("extentOf_ordinaryFleet_isItsBox", () => {
  assert.deepEqual(extentOf([48, 49, 48.5], [17, 16, 18]), { south: 48, west: 16, north: 49, east: 18 });
});

test("extentOf_nobody_isNull", () => assert.equal(extentOf([], []), null));
